package author_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/author"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

func sheetOf(t *testing.T, r *rubric.Rubric) (sheet []byte, omitted []string) {
	t.Helper()
	var b bytes.Buffer
	omitted, err := author.WriteSheet(&b, r)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), omitted
}

// A rubric becomes a sheet and the same rubric again.
func TestSheetRoundTrip(t *testing.T) {
	r := load(t, "garden1.yaml")
	sheet, omitted := sheetOf(t, r)
	golden(t, "garden1.csv", sheet)
	if len(omitted) > 0 {
		t.Errorf("omitted %q", omitted)
	}
	for _, comma := range []string{",", ";", "\t"} {
		data := sheet
		if comma != "," {
			data = separatedBy(t, sheet, comma)
		}
		back, err := author.ReadSheet("garden.csv", append([]byte("\ufeff"), data...), nil)
		if err != nil {
			t.Fatal(err)
		}
		if back.Ref() != r.Ref() {
			t.Errorf("separated by %q, another rubric comes back:\n%s", comma, cmp.Diff(r.Document(), back.Document()))
		}
	}
}

// What a sheet has no column for is named, and stays with the base.
func TestSheetOfCEI(t *testing.T) {
	for _, version := range cei.Editions() {
		r, err := cei.Edition(version)
		if err != nil {
			t.Fatal(err)
		}
		sheet, omitted := sheetOf(t, r)
		for _, path := range []string{"sources", "prompt_sets", "notes[].source"} {
			if !strings.Contains(strings.Join(omitted, " "), path) {
				t.Errorf("%s: omitted %q lack %s", version, omitted, path)
			}
		}
		back, err := author.ReadSheet("cei.csv", sheet, &author.SheetOptions{Base: r})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r.Document(), back.Document()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", version, diff)
		}
	}
}

// With a base, every rubric becomes a sheet and the same rubric again. Who is asked a competency,
// and in which words, are columns.
func TestSheetOfGoodRubrics(t *testing.T) {
	files, err := filepath.Glob("../../testdata/good/rubrics/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := rubric.Load(file, data, nil)
		if err != nil {
			t.Fatal(err)
		}
		sheet, omitted := sheetOf(t, r)
		back, err := author.ReadSheet("sheet.csv", sheet, &author.SheetOptions{Base: r})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if diff := cmp.Diff(r.Document(), back.Document()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
		if strings.HasSuffix(file, "audiences.yaml") {
			golden(t, "audiences.csv", sheet)
			for _, path := range omitted {
				if strings.Contains(path, "asked") || strings.HasSuffix(path, "wordings") {
					t.Errorf("%s is not in the sheet", path)
				}
			}
		}
	}
}

func TestSheetTemplate(t *testing.T) {
	r, err := author.ReadSheet("template.csv", author.SheetTemplate(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for c := range r.Competencies() {
		ids = append(ids, c.ID()+" in "+c.Domain().ID())
	}
	if got := strings.Join(ids, ", "); got != "we-make-compost in soil, we-cover-the-ground in soil, we-collect-rain in water" {
		t.Error(got)
	}
}

// A plain sheet needs a row of headers only. The settings can come from elsewhere.
func TestPlainSheet(t *testing.T) {
	const sheet = "Area;Criterion;Great;Fair;Poor\nTalk;We listen;always;;never\n;We listen;;;\n"
	_, err := author.ReadSheet("plain.csv", []byte(sheet), &author.SheetOptions{
		HighestFirst: true,
		Document:     rubric.EditionDocument{Edition: "1", Language: "en", Title: rubric.TextEntry{Text: "Talk"}},
	})
	problems, _ := problem.Of(err)
	if len(problems) != 1 || problems[0].Code != problem.DuplicateTitle || problems[0].Path != "B3" {
		t.Fatal(err)
	}
	r, err := author.ReadSheet("plain.csv", []byte(strings.Replace(sheet, ";We listen;;;", ";Declined;;;", 1)), &author.SheetOptions{
		HighestFirst: true,
		Document:     rubric.EditionDocument{Edition: "1", Language: "en", Title: rubric.TextEntry{Text: "Talk"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	first, _ := r.Spectrum().At(1)
	c, _ := r.CompetencyAt(0)
	if d, _ := c.Descriptor(first); first.ID() != "poor" || d != "never" {
		t.Errorf("the lowest stage is %s with the descriptor %q", first.ID(), d)
	}
}

// Each problem has the line and column of its cell, and the cell's address.
func TestSheetProblems(t *testing.T) {
	const head = "title,T\nid,t\nedition,1\nlanguage,en\n"
	for _, tt := range []struct{ name, sheet, want string }{
		{"nothing", " \n", "1:1 empty "},
		{"no headers", "title,T\n", "1:1 no-header "},
		{"latin 1", "caf\xe9\n", "1:1 encoding "},
		{"quotes", head + "domain,competency,A,B\nx,\"y\n", "6:5 syntax "},
		{"an unknown setting", "titel,T\nedition,1\nlanguage,en\ndomain,competency,A,B\nx,y\n", "1:1 unknown-key A1"},
		{"a setting twice", head + "id,u\ndomain,competency,A,B\nx,y\n", "5:1 duplicate-key A5"},
		{"a setting in two cells", "title,T,U\nid,t\nedition,1\nlanguage,en\ndomain,competency,A,B\nx,y\n", "1:9 extra-cell C1"},
		{"a bad setting", head + "date,yesterday\ndomain,competency,A,B\nx,y\n", "5:6 bad-format B5"},
		{"a bad order", head + "order,any\ndomain,competency,A,B\nx,y\n", "5:7 bad-value B5"},
		{"a misspelt header", head + "domain,competency,A,sumary,B\nx,y\n", "5:21 unknown-column D5"},
		{"an unknown stage", head + "stage,A\nstage,B\ndomain,competency,A,C\nx,y\n", "7:21 unknown-column D7"},
		{"a column twice", head + "domain,competency,A,B,domain\nx,y\n", "5:23 duplicate-column E5"},
		{"one stage", head + "domain,competency,A\nx,y\n", "5:19 too-few C5"},
		{"no domain", head + "domain,competency,A,B\n,y\n", "6:2 missing-key B6"},
		{"no competency", head + "domain,competency,A,B\n\"é\nx\",y\nz,,w\n", "8:1 missing-key A7"},
		{"a bad id", head + "domain,id,competency,A,B\nx,Y Z,y\n", "6:3 bad-id B6"},
		{"an id twice", head + "domain,id,competency,A,B\nx,y,é y\nx,y,z\n", "7:3 duplicate-id B7"},
		{"a code twice", head + "domain,code,competency,A,B\nx,1,y\nx,1,z\n", "7:3 duplicate-code B7"},
		{"another summary of the domain", head + "domain,domain summary,competency,A,B\nx,a,y\nx,b,z\n", "7:3 conflict B7"},
		{"another strand of the domain", head + "strand,domain,competency,A,B\ns,x,y\nt,x,z\n", "7:1 conflict A7"},
		{"a cell under no header", head + "domain,competency,A,B\nx,y,,,z\n", "6:7 extra-cell E6"},
		{"a long title", head + "domain,competency,A,B\nx," + strings.Repeat("y", 1001) + "\n", "6:3 too-long B6"},
	} {
		_, err := author.ReadSheet("s.csv", []byte(tt.sheet), nil)
		problems, ok := problem.Of(err)
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d:%d %s %s", p.Pos.Line, p.Pos.Column, p.Code, p.Path))
		}
		if s := strings.Join(got, "; "); !ok || s != tt.want {
			t.Errorf("%s: %s, want %s (%v)", tt.name, s, tt.want, err)
		}
	}
}

// FuzzReadSheet checks that a rubric from a sheet becomes a sheet and the same rubric again.
func FuzzReadSheet(f *testing.F) {
	f.Add(author.SheetTemplate())
	f.Add(readFile(f, "garden1.csv"))
	f.Add([]byte("title;T\nid;t\nedition;1\nlanguage;en\norder;highest first\nArea;Criterion;A;stage: Domain\nx;'-y;=;#\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := author.ReadSheet("s.csv", data, nil)
		if err != nil {
			if _, ok := problem.Of(err); !ok {
				t.Errorf("%v is not a list of problems", err)
			}
			return
		}
		var b bytes.Buffer
		omitted, err := author.WriteSheet(&b, r)
		if err != nil {
			t.Fatal(err)
		}
		if len(omitted) > 0 && strings.Join(omitted, " ") != "spectrum.id" {
			t.Errorf("omitted %q\n%s", omitted, b.Bytes())
		}
	})
}

// separatedBy returns a sheet with another separator.
func separatedBy(t *testing.T, sheet []byte, comma string) []byte {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(sheet))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = rune(comma[0])
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
