package report_test

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
)

// TestStructuredGolden compares documents with paragraphs and lists in all places.
func TestStructuredGolden(t *testing.T) {
	v := reporttest.StructuredView(t, report.Options{})
	for _, f := range formats {
		if f.name != "json" && f.name != "csv" {
			reporttest.Golden(t, "report/structured."+f.name, output(t, v, f.write))
		}
	}
	for _, w := range []report.Wording{report.WordingSentence, report.WordingTitles} {
		v := reporttest.StructuredView(t, report.Options{Wording: w})
		reporttest.Golden(t, "report/structured-"+string(w)+".md", output(t, v, with(markdown.Write)))
	}
}

// wordsOf returns the words of a text: what separates them is left out.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// TestNoTextIsLost looks for the words of each text of the rubric, in order, in the documents that
// show it.
func TestNoTextIsLost(t *testing.T) {
	v := reporttest.StructuredView(t, report.Options{})
	r := v.Published.Rubric()
	shows := func(key, document string) bool {
		field := key[strings.LastIndexByte(key, '.')+1:]
		switch {
		case strings.Contains(key, ".descriptors."):
			return document == "worksheet"
		case key == "definition" || field == "alignment" && document == "report" || strings.HasPrefix(key, "notes"):
			return document == "report"
		case strings.Contains(key, ".prompts"): // of the domain with a growing edge
			return document != "worksheet" && strings.HasPrefix(key, "domain-1.")
		case field == "summary" && document == "guide":
			return strings.HasPrefix(key, "stage-")
		}
		return key == "notice" || key == "citation" || field == "summary" || field == "alignment" && document == "guide"
	}
	for _, f := range formats {
		document, format, ok := strings.Cut(f.name, ".")
		if !ok {
			document, format = "report", f.name
		}
		if document == "reflection" { // of one domain
			continue
		}
		if format == "json" || strings.HasSuffix(format, "csv") || isExtract(document) {
			continue
		}
		out := output(t, v, f.write)
		if format == "html" {
			out = pageText(t, out)
		}
		out = strings.NewReplacer(`\`, "", "<br>", " ", "<!-- -->", " ").Replace(out)
		all := " " + strings.Join(wordsOf(out), " ") + " "
		checked := 0
		for text := range r.Texts() {
			if !shows(text.Key, document) {
				continue
			}
			checked++
			want := " " + strings.Join(wordsOf(text.Text), " ") + " "
			if format == "html" { // numbers are attributes there
				want = strings.NewReplacer(" 13 ", " ", " 14 ", " ", " 17 ", " ").Replace(want)
			}
			if !strings.Contains(all, want) {
				t.Errorf("%s: %s is missing or changed:%s", f.name, text.Key, want)
			}
		}
		if checked < 6 {
			t.Errorf("%s: only %d texts looked at", f.name, checked)
		}
	}
}

// isExtract reports whether a document has only some of a report's results and none of the texts
// about them.
func isExtract(document string) bool {
	return document == "handout" || strings.HasPrefix(document, "narrative")
}

// pageText returns the text of a page, which has to be well-formed.
func pageText(t *testing.T, page string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Entity = xml.HTMLEntity
	var s strings.Builder
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return s.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(xml.CharData); ok {
			s.Write(text)
		}
		s.WriteByte(' ')
	}
}

// TestStructureInHTML looks for lists, and for paragraphs where HTML does not allow them.
func TestStructureInHTML(t *testing.T) {
	page := output(t, reporttest.StructuredView(t, report.Options{}), with(html.Write))
	for _, want := range []string{
		`<p>Summary-of-domain-1 is described in two paragraphs. The first one is wrapped.</p><p>Look for:</p>` +
			`<ul class="t"><li>Summary-of-domain-1 bullets,</li><li>&lt;b&gt;markup&lt;/b&gt; and * stars that go on.</li></ul>` +
			`<ol class="t"><li value="13">Summary-of-domain-1 steps</li><li>in order</li><li value="17">and later</li></ol>`,
		`Summary-of-c-1-1 is described in two paragraphs. The first one is wrapped.</p>`,
		`<dd><div class="txt"><p>Rationale.</p><ul class="t"><li>one</li><li>two</li></ul></div></dd>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, inline := range []string{"small", "span", "p", "strong"} {
		for _, block := range []string{"p", "ul", "ol", "div"} {
			if bad := "<" + inline + "><" + block; strings.Contains(page, bad) {
				t.Errorf("the page has %s", bad)
			}
		}
	}
}

// TestStructureOtherDirection has a list in a language of the other direction.
func TestStructureOtherDirection(t *testing.T) {
	r := reporttest.NewRubric(t, 3, 0, 1, 2, func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction = "ar", "rtl"
		doc.Domains[0].Summary = reporttest.Text("نبني الثقة:\n- زيارات\n- لقاءات")
	})
	v := reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 30)), assess.Policy{}, &report.Options{Language: "en"})
	page := output(t, v, with(html.Write))
	if want := `<p lang="ar" dir="rtl">نبني الثقة:</p><ul class="t" lang="ar" dir="rtl"><li>زيارات</li><li>لقاءات</li></ul>`; !strings.Contains(page, want) {
		t.Errorf("the page lacks %s", want)
	}
}

func TestTaggedTextBlocks(t *testing.T) {
	r := reporttest.NewRubric(t, 3, 0, 2, 2, func(doc *rubric.EditionDocument) {
		doc.Domains[0].Summary = reporttest.Text("We see\n\n- trust\n- hope.\n- <i>\n\n2. last")
		doc.Domains[1].Summary = reporttest.Text("5. only")
	})
	v := reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 30)), assess.Policy{}, nil)
	got := v.Domains[0].Summary
	if want := "We see / trust / hope. <i> / 2. last"; got.String() != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
	var kinds []rubric.BlockKind
	for _, b := range got.Blocks() {
		kinds = append(kinds, b.Kind)
		if b.Text.HasBlocks() {
			t.Errorf("the block %q has blocks", b.Text)
		}
	}
	if want := []rubric.BlockKind{rubric.BlockParagraph, rubric.BlockBullet, rubric.BlockBullet, rubric.BlockBullet, rubric.BlockNumber}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
	var runs []int
	for run := range got.BlockRuns() {
		runs = append(runs, len(run))
	}
	if want := []int{1, 3, 1}; !slices.Equal(runs, want) {
		t.Errorf("runs of %v blocks, want %v", runs, want)
	}
	if got := v.Domains[1].Summary.String(); got != "5. only" {
		t.Errorf("String() = %q", got)
	}
	if one := v.Domains[0].Title; one.HasBlocks() || len(one.Blocks()) != 1 || len(report.TaggedText(nil).Blocks()) != 0 {
		t.Error("a title has blocks")
	}
}

// TestHostileBlocks has texts that look like markup of each format, and checks that what they mean
// stays the same.
func TestHostileBlocks(t *testing.T) {
	hostile := "# x\n\n> x\n\n* x\n\n+ x\n\n1) x\n\n    code\n\n| a | b |\n|---|---|\n\n---\n\n- # x\n- - x\n- [ ] x\n- <script>\n\n1. 2. x\n2. ```\n\n</p></li></ul>\n\n[a]: http://b\n\n\x1b[1m\u202ex"
	r := reporttest.NewRubric(t, 3, 0, 1, 2, func(doc *rubric.EditionDocument) {
		doc.Notice, doc.Domains[0].Summary = reporttest.Text(hostile), reporttest.Text(hostile)
		doc.Domains[0].Competencies[0].Summary = reporttest.Text(hostile)
	})
	v := reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 30)), assess.Policy{}, nil)
	want := []string{
		`\# x`, `\> x`, `\* x`, `\+ x`, `1\) x`, `code`, `\| a \| b \| \|---\|---\|`, `\---`,
		`- \# x`, `- \- x`, `- \[ \] x`, `- \<script\>`, `1. 2\. x`, "2. \\`\\`\\`", `\</p\>\</li\>\</ul\>`,
	}
	_, md, _ := strings.Cut(output(t, v, with(markdown.Write)), "## Domain 1\n\n")
	var got []string
	for line := range strings.Lines(md) {
		if line = strings.TrimSpace(line); line != "" && len(got) < len(want) {
			got = append(got, line)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Markdown (-want +got):\n%s", diff)
	}
	pageText(t, output(t, v, with(html.Write)))
	for _, out := range []string{md, output(t, v, with(html.Write)), output(t, v, with(text.Write))} {
		if strings.ContainsAny(out, "\x1b\u202e") {
			t.Error("a control character is left")
		}
	}
}
