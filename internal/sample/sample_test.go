package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

const testdata = "../../testdata"

func TestCommittedFilesAreCurrent(t *testing.T) {
	for _, f := range files {
		want, err := f.generate()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(testdata, f.name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the generator writes; run go generate ./...", f.name)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, err := os.Stat(filepath.Join(dir, f.name)); err != nil {
			t.Error(err)
		}
	}
	if err := write(filepath.Join(dir, "missing")); err == nil {
		t.Error("write to a directory that does not exist: no error")
	}
}

// read returns the responses of a file, which must all be valid.
func read(t *testing.T, name string) []*assess.Response {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, name))
	if err != nil {
		t.Fatal(err)
	}
	r, err := cei.Edition(edition)
	if err != nil {
		t.Fatal(err)
	}
	var all []*assess.Response
	for p, err := range assess.NDJSON(r, name, bytes.NewReader(data), nil) {
		if err != nil {
			t.Error(err)
			continue
		}
		all = append(all, p)
	}
	return all
}

func TestDistrict(t *testing.T) {
	groups := make(map[string]int)
	words := make(map[assess.Rating]int)
	languages := make(map[string]bool) // of responses
	writtenIn := make(map[string]bool) // of evidence and notes
	ids := make(map[string]bool)
	days := make(map[string]bool)
	var free strings.Builder
	all := read(t, "district-2023.2.ndjson")
	for _, p := range all {
		groups[p.Constituency()]++
		languages[p.Language()] = true
		ids[p.ID()] = true
		days[p.Date()] = true
		for c, rating := range p.Ratings() {
			words[rating]++
			text := strings.Join(append(p.Evidence(c), p.Note(c)), "\n")
			if text != "\n" && text != "" {
				writtenIn[p.Language()] = true
				free.WriteString(text + "\n")
			}
		}
	}
	if len(all) != 240 || len(ids) != 240 {
		t.Errorf("%d responses with %d ids, want 240 with 240", len(all), len(ids))
	}
	want := map[string]int{"student": 40, "family": 120, "educator": 45, "leader": 23, "community": 12}
	if diff := cmp.Diff(want, groups); diff != "" {
		t.Errorf("raters by constituency (-want +got):\n%s", diff)
	}
	for _, r := range []assess.Rating{1, 2, 3, 4, assess.NotAnswered, assess.NotApplicable, assess.DontKnow, assess.Declined} {
		if words[r] == 0 {
			t.Errorf("rating %d does not occur", r)
		}
	}
	if len(languages) < 8 || len(writtenIn) < 5 {
		t.Errorf("answers in %d languages, remarks in %d; want 8 and 5 or more", len(languages), len(writtenIn))
	}
	for day := range days {
		if day < "2026-10-05" || day > "2026-10-25" {
			t.Errorf("day %s is outside the three weeks", day)
		}
	}
	// Characters that renderers escape must occur, or the golden files prove nothing.
	for _, sign := range []string{"&", "<", `"`, "\n+", "\n- ", "。", "ا"} {
		if !strings.Contains("\n"+free.String(), sign) {
			t.Errorf("no remark has %q", sign)
		}
	}
}

// The groups must differ, so that reports have differences to show.
func TestDistrictGroupsDiffer(t *testing.T) {
	r, err := cei.Edition(edition)
	if err != nil {
		t.Fatal(err)
	}
	share := func(constituency, competency string) float64 {
		c, _ := r.Competency(competency)
		rated, upper := 0, 0
		for _, p := range read(t, "district-2023.2.ndjson") {
			if s, ok := p.Stage(c); ok && p.Constituency() == constituency {
				rated++
				if s.Rank() >= 3 {
					upper++
				}
			}
		}
		return float64(upper) / float64(rated)
	}
	for _, tt := range []struct{ competency, lower, higher string }{
		{"language-access", "family", "leader"},
		{"shared-decision-making", "family", "leader"},
		{"co-developing-vision", "family", "leader"},
		{"youth-engagement-avenues", "student", "leader"},
		{"staffing-resources", "educator", "leader"},
		{"partner-ecosystem", "community", "leader"},
	} {
		lo, hi := share(tt.lower, tt.competency), share(tt.higher, tt.competency)
		if hi-lo < 0.25 {
			t.Errorf("%s: upper half %.2f of %s, %.2f of %s; want a clear gap", tt.competency, lo, tt.lower, hi, tt.higher)
		}
	}
}

// Against the year before, some practices have clearly grown, some have clearly lost ground, and most
// are about the same.
func TestDistrictHasChanged(t *testing.T) {
	r, err := cei.Edition(edition)
	if err != nil {
		t.Fatal(err)
	}
	var waves []*assess.Published
	for _, name := range []string{"district-2023.2-2025.ndjson", "district-2023.2.ndjson"} {
		var tally assess.Tally
		for _, p := range read(t, name) {
			if err := tally.Add(p); err != nil {
				t.Fatal(err)
			}
		}
		summary, err := tally.Summarize(r, nil)
		if err != nil {
			t.Fatal(err)
		}
		published, err := summary.Publish(assess.Policy{})
		if err != nil {
			t.Fatal(err)
		}
		waves = append(waves, published)
	}
	progress, err := assess.Compare(waves[0], waves[1], nil)
	if err != nil {
		t.Fatal(err)
	}
	higher, lower, same := 0, 0, 0
	for c := range r.Competencies() {
		change, _ := progress.Change(c.ID(), assess.AllRaters)
		switch {
		case change.Interval.Lower > 0:
			higher++
			if earlier[c.ID()] > 0 {
				t.Errorf("%s has grown", c.ID())
			}
		case change.Interval.Upper < 0:
			lower++
			if earlier[c.ID()] < 0 {
				t.Errorf("%s has lost ground", c.ID())
			}
		default:
			same++
		}
	}
	if higher < 4 || higher > 9 || lower < 2 || lower > 6 || same < 18 {
		t.Errorf("%d higher, %d lower, %d the same", higher, lower, same)
	}
}

func TestTeam(t *testing.T) {
	if n := len(read(t, "team-2023.2.ndjson")); n != 4 {
		t.Errorf("%d responses, want 4", n)
	}
}

// A misspelt id in the tables would have no effect.
func TestTablesNameCompetencies(t *testing.T) {
	r, err := cei.Edition(edition)
	if err != nil {
		t.Fatal(err)
	}
	check := func(table string, ids map[string]int) {
		for id := range ids {
			if _, ok := r.Competency(id); !ok {
				t.Errorf("%s: no competency %q", table, id)
			}
		}
	}
	check("common", common)
	check("declines", declines)
	check("earlier", earlier)
	for c, v := range views {
		check(c+" competencies", v.competencies)
		check(c+" dontKnows", v.dontKnows)
		check(c+" notApplicable", v.notApplicable)
	}
	for _, s := range remarks {
		check(s.text, map[string]int{s.competency: 0})
		if v, ok := views[s.constituency]; s.constituency != "" {
			if !ok {
				t.Errorf("%s: no constituency %q", s.text, s.constituency)
			}
			speaks := false
			for _, l := range v.languages {
				speaks = speaks || l.language == s.language
			}
			if !speaks {
				t.Errorf("%s: no %s answers in %s", s.text, s.constituency, s.language)
			}
		}
	}
}
