package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// crafted is the parts of a workbook that a test writes by hand.
type crafted struct {
	sheet   func(io.Writer) // rows, or what comes after them
	strings func(io.Writer) // elements si
	styles  func(io.Writer)
	parts   int // others
}

// write writes the workbook to a file.
func (b crafted) write(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "book.xlsx")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	part := func(name, before string, content func(io.Writer), after string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, before)
		if content != nil {
			content(w)
		}
		io.WriteString(w, after)
	}
	const relations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	part("_rels/.rels", `<Relationships><Relationship Id="a" Type="`+relations+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`, nil, "")
	part("xl/workbook.xml", `<workbook xmlns:r="`+relations+`"><sheets><sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>`, nil, "")
	part("xl/_rels/workbook.xml.rels", `<Relationships>`+
		`<Relationship Id="s" Type="`+relations+`/worksheet" Target="worksheets/sheet1.xml"/>`+
		`<Relationship Id="t" Type="`+relations+`/sharedStrings" Target="/xl/sharedStrings.xml"/>`+
		`<Relationship Id="u" Type="`+relations+`/styles" Target="styles.xml"/></Relationships>`, nil, "")
	part("xl/sharedStrings.xml", "<sst>", b.strings, "</sst>")
	part("xl/styles.xml", "<styleSheet>", b.styles, "</styleSheet>")
	part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", b.sheet, "</worksheet>")
	for k := range b.parts {
		part(fmt.Sprintf("xl/other%d.xml", k), "", nil, "")
	}
	if err := errors.Join(z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return name
}

// repeated returns a function that writes a text many times.
func repeated(s string, n int) func(io.Writer) {
	return func(w io.Writer) {
		block := strings.Repeat(s, 1000)
		for range n / 1000 {
			io.WriteString(w, block)
		}
		io.WriteString(w, strings.Repeat(s, n%1000))
	}
}

// varied writes texts that do not compress well.
func varied(s string, n int) func(io.Writer) {
	return func(w io.Writer) {
		x := uint64(1)
		for range n {
			x = x*6364136223846793005 + 1442695040888963407
			fmt.Fprintf(w, s, x)
		}
	}
}

func text(s string) func(io.Writer) {
	return func(w io.Writer) { io.WriteString(w, s) }
}

func defaultLimits() workbookLimits {
	var l workbookLimits
	l.register(flag.NewFlagSet("", flag.ContinueOnError))
	return l
}

// TestWorkbookLimits reads workbooks that would cost much more than their size. Each ends
// with the error of one limit, soon and in little memory.
func TestWorkbookLimits(t *testing.T) {
	noRatio := func(l *workbookLimits) { l.ratio = 1 << 30 }
	for _, test := range []struct {
		name  string
		book  crafted
		limit func(*workbookLimits)
		flag  string
	}{
		{"a bomb of texts", crafted{strings: repeated("<si><t>aaaaaaaaaaaaaaaa</t></si>", 1_000_000)}, nil, "max-ratio"},
		{"a bomb of texts, trusted", crafted{strings: repeated("<si><t/></si>", 300_000)}, func(l *workbookLimits) { noRatio(l); l.cells = 200_000 }, "max-cells"},
		{"a long text", crafted{strings: repeated("<si><t>aaaaaaaaaaaaaaaa</t></si>", 1_000_000)}, func(l *workbookLimits) { l.unpacked = 16 << 20 }, "max-unpacked"},
		{"a million empty rows", crafted{sheet: repeated("<row/>", 1_000_000)}, noRatio, "max-rows"},
		{"a million empty rows by default", crafted{sheet: repeated("<row/>", 1_000_000)}, nil, "max-ratio"},
		{"a last row far away", crafted{sheet: text(`<row r="1048576"><c><v>1</v></c></row></sheetData>`)}, nil, "max-rows"},
		{"a column far away", crafted{sheet: text(`<row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>`)}, nil, "max-columns"},
		{"wide rows", crafted{sheet: repeated(`<row><c r="EZZ1"><v>1</v></c></row>`, 2000)}, nil, "max-cells"},
		{"one wide row", crafted{sheet: text(`<row r="1"><c r="EZZ1"><v>1</v></c></row><row r="199999"/></sheetData>`)}, nil, "max-cells"},
		{"a wide merged range", crafted{sheet: text(`<row r="1"><c><v>1</v></c></row><row r="2000"/></sheetData><mergeCells><mergeCell ref="A1:EZZ2000"/></mergeCells>`)}, nil, "max-cells"},
		{"a merged range beyond the columns", crafted{sheet: text(`</sheetData><mergeCells><mergeCell ref="A1:XFD2"/></mergeCells>`)}, nil, "max-columns"},
		{"merged ranges over each other", crafted{sheet: text(`<row r="50000"/></sheetData><mergeCells>` + strings.Repeat(`<mergeCell ref="A1:A50000"/>`, 1000) + `</mergeCells>`)}, nil, "max-cells"},
		{"deep styles", crafted{styles: func(w io.Writer) {
			repeated("<font>", 300_000)(w)
			repeated("</font>", 300_000)(w)
		}}, noRatio, "max-styles"},
		{"many parts", crafted{parts: 20_000}, nil, "max-parts"},
		{"a large file", crafted{}, func(l *workbookLimits) { l.bytes = 100 }, "max-bytes"},
		{"a long time", crafted{strings: varied("<si><t>%x</t></si>", 100_000)}, func(l *workbookLimits) { l.timeout = time.Nanosecond }, "timeout"},
	} {
		t.Run(test.name, func(t *testing.T) {
			lim := defaultLimits()
			if test.limit != nil {
				test.limit(&lim)
			}
			name := test.book.write(t)
			runtime.GC()
			debug.FreeOSMemory()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := readSheet(context.Background(), name, "", false, lim)
			runtime.ReadMemStats(&after)
			var exceeded *limitError
			if !errors.As(err, &exceeded) || exceeded.flag != test.flag || !strings.Contains(err.Error(), "-"+test.flag) {
				t.Errorf("error %v, want one of -%s", err, test.flag)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 400<<20 {
				t.Errorf("took %d MiB of memory", grown>>20)
			}
		})
	}
}

// TestWorkbookEdges reads what spreadsheets write in different ways.
func TestWorkbookEdges(t *testing.T) {
	for _, test := range []struct {
		name, sheet, strings, styles, want string
	}{
		{"no references", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "", "", "1,2\n3,\n"},
		{"a row missing", `<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>`, "", "", "1,\n,\n,2\n"},
		{"rich text", `<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c></row>`, `<si><r><t>a</t></r><r><t>b</t></r><rPh><t>c</t></rPh></si>`, "", "ab,x\n"},
		{"escaped", `<row><c t="s"><v>0</v></c></row>`, `<si><t>a_x0041__x00g_b_x</t></si>`, "", "aA_x00g_b_x\n"},
		{
			"days", `<row><c s="1"><v>46296</v></c><c s="1"><v>46296.5</v></c><c s="0"><v>46296</v></c><c s="2"><v>1</v></c><c s="1"><v>-1</v></c></row>`, "",
			`<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>`,
			"2026-10-01,2026-10-01 12:00:00,46296,1900-01-01,-1\n",
		},
		{"a formula", `<row><c t="str"><f>A2</f><v>x</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>`, "", "", "x,1,#N/A\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := crafted{text(test.sheet + "</sheetData>"), text(test.strings), text(test.styles), 0}.write(t)
			s, err := readSheet(context.Background(), name, "", false, defaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := s.writeCSV(&out); err != nil || out.String() != test.want {
				t.Errorf("got %q, want %q (%v)", out.String(), test.want, err)
			}
		})
	}
}

// TestBrokenWorkbooks reads files that are not workbooks, and workbooks with wrong or contradicting
// parts.
func TestBrokenWorkbooks(t *testing.T) {
	for _, sheet := range []string{
		`<row r="0"/>`, `<row r="2"/><row r="1"/>`, `<row r="x"/>`, `<row><c r="1A"/></row>`, `<row><c r="A0"/></row>`,
		`<row><c t="s"><v>7</v></c></row>`, `<row><c><v><x/></v></c></row>`, `<row><c>`, `</sheetData><mergeCell ref="B2:A1"/>`,
	} {
		name := crafted{sheet: text(sheet)}.write(t)
		if s, err := readSheet(context.Background(), name, "", false, defaultLimits()); err == nil {
			t.Errorf("%s: read %q", sheet, s.rows)
		}
	}
	empty := filepath.Join(t.TempDir(), "empty.xlsx")
	if err := os.WriteFile(empty, []byte("PK\x05\x06"+strings.Repeat("\x00", 18)), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := readSheet(context.Background(), empty, "", false, defaultLimits()); err == nil {
		t.Error("an empty archive is a workbook")
	}
	status, _, errs := execute(t, "-csv", "-max-rows", "0", empty)
	if status != 2 || !strings.Contains(errs, "greater than 0") {
		t.Errorf("status %d, %s", status, errs)
	}
}
