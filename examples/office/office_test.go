package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric/cei"
)

const district = "../../testdata/district-2023.2.ndjson"

// outputs are the files that the program writes.
var outputs = []string{"report.docx", "guide.docx", "handout.docx", "report.pptx", "results.xlsx", "handbook.docx", "narrative.docx", "narrative-lcff-priority-3.docx"}

// comments is a reviewed file of comments.
const comments = "testdata/comments.yaml"

// spanish are the arguments for a report in Spanish that compares with an earlier wave and has comments.
var spanish = []string{"-comments", comments, "-lang", "es", "-baseline", "../../testdata/district-2023.2-2025.ndjson", district}

// need skips a test on a machine without a program.
func need(t *testing.T, programs ...string) {
	t.Helper()
	for _, p := range programs {
		if _, err := exec.LookPath(p); err != nil {
			t.Skipf("%s is not installed", p)
		}
	}
}

func TestMain(m *testing.M) {
	var err error
	if written, err = os.MkdirTemp("", "waymark-office-test-"); err != nil {
		panic(err)
	}
	status := m.Run()
	os.RemoveAll(written)
	os.Exit(status)
}

// written has a directory for each set of arguments that a test has run the program with.
var written string

// write runs the program with -out, unless a test has done that already, and returns the directory.
func write(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(written, fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(args, "\x00")))))
	if _, err := os.Stat(dir); err != nil {
		rewrite(t, dir, args...)
	}
	return dir
}

// rewrite runs the program with -out.
func rewrite(t *testing.T, dir string, args ...string) {
	t.Helper()
	args = append([]string{"-system-fonts=false", "-date", "2026-10-01", "-organization", "Sample Valley & Co.", "-out", dir}, args...)
	if status, _, errs := execute(t, args...); status != 0 {
		t.Fatalf("status %d: %s", status, errs)
	}
}

// read returns a file of an output directory.
func read(t *testing.T, dir, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// parts returns the parts of a zip file by name.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}

var description = regexp.MustCompile(`descr="([^"]*)"`)

// Documents have alternative texts, headers of tables and the language; two runs give the same bytes.
func TestDocuments(t *testing.T) {
	need(t, "pandoc")
	dir, again := write(t, spanish...), t.TempDir()
	rewrite(t, again, spanish...)
	for _, name := range outputs {
		if !bytes.Equal(read(t, dir, name), read(t, again, name)) {
			t.Errorf("%s: two runs give different bytes", name)
		}
	}
	for _, name := range outputs[:3] {
		data := read(t, dir, name)
		doc := parts(t, data)
		text := doc["word/document.xml"]
		if strings.Count(text, "<w:tblHeader") < strings.Count(text, "<w:tbl>") {
			t.Errorf("%s: %d tables and %d headers", name, strings.Count(text, "<w:tbl>"), strings.Count(text, "<w:tblHeader"))
		}
		found := description.FindAllStringSubmatch(text, -1)
		for i := 0; i < len(found); i += 2 { // pandoc has a second one for the file
			if found[i][1] == "" || strings.Contains(found[i][1], ".png") {
				t.Errorf("%s: an image is described as %q", name, found[i][1])
			}
		}
		if len(found) == 0 || strings.Contains(text, "░") {
			t.Errorf("%s: %d images; a bar is left", name, len(found))
		}
		if !strings.Contains(doc["word/styles.xml"], `w:val="es"`) || !strings.Contains(text, "Sample Valley &amp; Co.") {
			t.Errorf("%s: the language or the organization is missing", name)
		}
		if !strings.Contains(doc["docProps/core.xml"], "2026-10-01T00:00:00Z") {
			t.Errorf("%s: %s", name, doc["docProps/core.xml"])
		}
	}
}

// Slides have described pictures and notes.
func TestSlides(t *testing.T) {
	need(t, "pandoc")
	data := read(t, write(t, district), "report.pptx")
	pictures, notes := 0, 0
	for name, content := range parts(t, data) {
		if strings.HasPrefix(name, "ppt/notesSlides/notesSlide") {
			notes++
		}
		if !slideName().MatchString(name) {
			continue
		}
		for _, m := range description.FindAllStringSubmatch(content, -1) {
			pictures++
			if len(m[1]) < 40 || strings.Contains(m[1], ".png") {
				t.Errorf("%s: a picture is described as %q", name, m[1])
			}
		}
	}
	if pictures < 20 || notes < 20 {
		t.Errorf("%d pictures and %d notes", pictures, notes)
	}
}

// The handbook's index leads to its chapters, a draft has no heading of another document, and what people
// wrote is on slides.
func TestOtherDocuments(t *testing.T) {
	need(t, "pandoc")
	dir := write(t, spanish...)
	book := parts(t, read(t, dir, "handbook.docx"))["word/document.xml"]
	links := regexp.MustCompile(`<w:hyperlink w:anchor="([^"]+)"`).FindAllStringSubmatch(book, -1)
	for _, l := range links {
		if !strings.Contains(book, `w:name="`+l[1]+`"`) {
			t.Errorf("handbook.docx: nothing is named %s", l[1])
		}
	}
	if len(links) < 30 {
		t.Errorf("handbook.docx: %d links", len(links))
	}
	for _, name := range []string{"narrative.docx", "narrative-lcff-priority-3.docx"} {
		if text := parts(t, read(t, dir, name))["word/document.xml"]; !strings.Contains(text, "<w:pStyle w:val=\"Title\"") && !strings.Contains(text, "Heading1") {
			t.Errorf("%s has no heading", name)
		}
	}
	said := 0
	for name, slide := range parts(t, read(t, dir, "report.pptx")) {
		if slideName().MatchString(name) && strings.Contains(slide, "Hay una persona que interpreta") {
			said++
		}
	}
	if said != 1 {
		t.Errorf("a comment is on %d slides", said)
	}
}

var (
	pageSize = regexp.MustCompile(`<page width="([\d.]+)" height="([\d.]+)"`)
	wordBox  = regexp.MustCompile(`<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>`)
)

// LibreOffice opens every file, and no word is outside of its page or slide. With the environment
// variable WAYMARK_PICTURES, pictures of the pages are written to that directory.
func TestInLibreOffice(t *testing.T) {
	need(t, "pandoc", "soffice", "pdftotext", "pdftoppm")
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	profile := "-env:UserInstallation=file://" + t.TempDir()
	for _, tt := range []struct {
		name string
		args []string
	}{
		{"en", []string{district}},
		{"es", spanish},
	} {
		dir, out := write(t, tt.args...), t.TempDir()
		args := []string{profile, "--headless", "--convert-to", "pdf", "--outdir", out}
		for _, name := range outputs {
			// Each copy has another name, because soffice replaces only the extension.
			copied := filepath.Join(out, strings.ReplaceAll(name, ".", "-")+filepath.Ext(name))
			if err := os.WriteFile(copied, read(t, dir, name), 0o600); err != nil {
				t.Fatal(err)
			}
			args = append(args, copied)
		}
		if got, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, got)
		}
		for _, name := range outputs {
			pdf := filepath.Join(out, strings.ReplaceAll(name, ".", "-")+".pdf")
			boxes, err := exec.Command("pdftotext", "-bbox", pdf, "-").Output()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			pages := strings.Split(string(boxes), "<page ")[1:]
			for i, page := range pages {
				inside(t, fmt.Sprintf("%s %s, page %d", tt.name, name, i+1), "<page "+page)
			}
			if slides := countSlides(parts(t, read(t, dir, name))); slides > 0 && len(pages) != slides {
				t.Errorf("%s: %d pages of %d slides", name, len(pages), slides)
			}
			if to := os.Getenv("WAYMARK_PICTURES"); to != "" {
				if err := exec.Command("pdftoppm", "-r", "50", "-png", pdf, filepath.Join(to, tt.name+"-"+name)).Run(); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// inside checks that all words of a page are on it.
func inside(t *testing.T, where, page string) {
	t.Helper()
	size := pageSize.FindStringSubmatch(page)
	width, _ := strconv.ParseFloat(size[1], 64)
	height, _ := strconv.ParseFloat(size[2], 64)
	for _, m := range wordBox.FindAllStringSubmatch(page, -1) {
		var box [4]float64
		for i := range box {
			box[i], _ = strconv.ParseFloat(m[i+1], 64)
		}
		if box[0] < 0 || box[1] < 0 || box[2] > width || box[3] > height-8 {
			t.Errorf("%s: %q is at %v of %v by %v", where, m[5], box, width, height)
		}
	}
}

func countSlides(parts map[string]string) int {
	n := 0
	for name := range parts {
		if slideName().MatchString(name) {
			n++
		}
	}
	return n
}

// The workbook has numbers as numbers, marks hidden cells, and runs nothing.
func TestResults(t *testing.T) {
	data := read(t, write(t, "-format", "xlsx", district), "results.xlsx")
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.GetSheetList(); strings.Join(got, " ") != "Results Data Codebook" {
		t.Errorf("sheets %q", got)
	}
	people, err := f.GetRows(peopleSheet)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprint(people)
	for _, want := range []string{"Sample Valley & Co. · October 1, 2026", "240 people took part", "Sharing rule", "1.1 Inclusive and welcoming district culture", "Not shown, to protect"} {
		if !strings.Contains(all, want) {
			t.Errorf("the sheet for people does not have %q", want)
		}
	}
	table, err := f.GetTables(peopleSheet)
	if err != nil || len(table) != 1 {
		t.Fatalf("tables %v, %v", table, err)
	}
	for sheet, cell := range map[string]string{peopleSheet: "C20", analystSheet: "J2", codebookSheet: "A2"} {
		kind, err := f.GetCellType(sheet, cell)
		value, _ := f.GetCellValue(sheet, cell)
		if isText := kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString; err != nil || isText != (sheet == codebookSheet) {
			t.Errorf("%s!%s is %q of type %v, %v", sheet, cell, value, kind, err)
		}
		panes, err := f.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit == 0 {
			t.Errorf("%s: panes %+v, %v", sheet, panes, err)
		}
	}
	for name, content := range parts(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/") && strings.Contains(content, "<f>") {
			t.Errorf("%s has a formula", name)
		}
	}
}

// The table for analysts has the cells of the CSV file.
func TestRecords(t *testing.T) {
	dir := write(t, "-format", "xlsx", district)
	f, err := excelize.OpenFile(filepath.Join(dir, "results.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(analystSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := execute(t, "-format", "csv", district)
	lines := strings.Split(strings.TrimSuffix(table, "\r\n"), "\r\n")
	if len(rows) != len(lines) || strings.Join(rows[0], ",") != lines[0] {
		t.Errorf("%d rows of %d, header %q", len(rows), len(lines), rows[0])
	}
}

// A text that looks like a formula stays a text, and markup stays text in documents.
func TestHostileTexts(t *testing.T) {
	const title = `=HYPERLINK("https://example.org","x") <b>*bold*</b> | [link](https://example.org) {width=9in} $x$ # @who`
	dir := write(t, "-format", "xlsx", "-title", title, district)
	f, err := excelize.OpenFile(filepath.Join(dir, "results.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	formula, err := f.GetCellFormula(peopleSheet, "A1")
	value, _ := f.GetCellValue(peopleSheet, "A1")
	if err != nil || formula != "" || value != "'"+title {
		t.Errorf("formula %q, value %q, %v", formula, value, err)
	}
	need(t, "pandoc")
	dir = write(t, "-format", "docx,pptx", "-title", title, district)
	tags := regexp.MustCompile(`<[^>]*>`)
	want := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(title)
	for file, part := range map[string]string{"report.docx": "word/document.xml", "report.pptx": "ppt/slides/slide1.xml"} {
		content := parts(t, read(t, dir, file))[part]
		if text := tags.ReplaceAllString(content, ""); !strings.Contains(strings.Join(strings.Fields(text), " "), want) && !strings.Contains(strings.Join(strings.Fields(text), " "), strings.ReplaceAll(want, "&quot;", `"`)) {
			t.Errorf("%s: %.400s", file, text)
		}
		if strings.Contains(content, `hyperlink`) && file == "report.pptx" {
			t.Errorf("%s has a link", file)
		}
	}
}

// Without pandoc, the program says what to install before it reads anything.
func TestNoPandoc(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	dir := filepath.Join(t.TempDir(), "out")
	status, _, errs := execute(t, "-out", dir, "no-such-file.ndjson")
	if status != 2 || !strings.Contains(errs, "apt install pandoc") || !strings.Contains(errs, "-format xlsx") {
		t.Errorf("status %d, %s", status, errs)
	}
	if status, _, errs := execute(t, "-format", "xlsx", "-out", dir, district); status != 0 {
		t.Errorf("the workbook needs pandoc: status %d, %s", status, errs)
	}
	if status, _, errs := execute(t, "-format", "odt", "-out", dir, district); status != 2 || !strings.Contains(errs, "docx,pptx,xlsx") {
		t.Errorf("status %d, %s", status, errs)
	}
}

// A view without results makes documents that say why.
func TestTooFew(t *testing.T) {
	need(t, "pandoc")
	dir := write(t, "../../testdata/team-2023.2.ndjson")
	for _, name := range outputs {
		if name == "handbook.docx" { // which is about the rubric
			continue
		}
		if all := fmt.Sprint(parts(t, read(t, dir, name))); !strings.Contains(all, "too few people have answered") {
			t.Errorf("%s does not say why it has no numbers", name)
		}
	}
}

// A picture is split into parts with all of its rows, each with the heading of its rows. Where every
// row is a part, there is nothing to balance.
func TestParts(t *testing.T) {
	d := newDrawer(false)
	r := cei.Latest()
	var tally assess.Tally
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	published, err := summary.Publish(assess.Internal())
	if err != nil {
		t.Fatal(err)
	}
	v, err := report.Build(published, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := report.Picture{Name: "p", Form: report.HeatMap, Language: "en", Direction: "ltr", Stages: v.Stages, Series: []report.TaggedText{{{Text: "All"}}}}
	for i := range 6 {
		heading := i%3 == 0
		row := report.PictureRow{Label: report.TaggedText{{Text: fmt.Sprint("Row ", i)}}, IsDomain: heading}
		if !heading {
			row.Medians = []report.MedianCell{{Text: report.TaggedText{{Text: "Developing"}}, Low: 1, High: 1, Letters: "D"}}
		}
		p.Rows = append(p.Rows, row)
	}
	for most, want := range map[float64]int{9: 1, 0.0001: 4} {
		parts, err := d.parts(&p, most)
		if err != nil || len(parts) != want {
			t.Fatalf("%d parts, want %d, %v", len(parts), want, err)
		}
		for _, part := range parts {
			if !part.Rows[0].IsHeading() {
				t.Errorf("a part begins with %s", part.Rows[0].Label)
			}
		}
	}
}
