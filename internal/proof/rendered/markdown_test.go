package rendered

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/markdown"
)

// gfm is GitHub Flavored Markdown with footnotes and definition lists, which GitHub or
// other programs also read, and with all HTML allowed.
var gfm = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

var (
	tag       = regexp.MustCompile(`<[a-zA-Z!?][^>]*>`)
	attribute = regexp.MustCompile(`="[^"]*"`)
)

// tags counts the tags of rendered Markdown, without the values of attributes and
// without the spans that protect a character from being read as markup.
func tags(t *testing.T, source string) map[string]int {
	t.Helper()
	var out bytes.Buffer
	if err := gfm.Convert([]byte(source), &out); err != nil {
		t.Fatal(err)
	}
	found := make(map[string]int)
	for _, s := range tag.FindAllString(out.String(), -1) {
		found[attribute.ReplaceAllString(s, "")]++
	}
	delete(found, "<span>")
	return found
}

// TestHostileMarkdown renders a report for each hostile text, with that text in every
// free field. Each has the same elements as a report with harmless texts, except those of
// paragraphs and lists.
func TestHostileMarkdown(t *testing.T) {
	texts := reporttest.Hostile(t)
	written := func(v *report.View) string { return reporttest.Write(t, v, markdown.Write, nil) }
	harmless := map[string]map[string]int{
		"View":       tags(t, written(reporttest.Harmless().View(t, "en"))),
		"Translated": tags(t, written(reporttest.Harmless().Translated(t))),
		"Spoken":     tags(t, written(reporttest.Harmless().Spoken(t))),
	}
	for i := range texts {
		for name, v := range map[string]*report.View{
			"View":       reporttest.NewDealer(texts, i).View(t, "en"),
			"Translated": reporttest.NewDealer(texts, i).Translated(t),
			"Spoken":     reporttest.NewDealer(texts, i).Spoken(t),
		} {
			got := tags(t, written(v))
			addMissing(got, harmless[name], v)
			if diff := cmp.Diff(withoutStructure(harmless[name]), withoutStructure(got)); diff != "" {
				t.Fatalf("%s beginning at %q (-harmless +hostile):\n%s", name, texts[i], diff)
			}
		}
	}
}

// addMissing counts what a report leaves out for a good reason. Questions that become
// equal when they are made safe are shown once, which can leave a set without questions.
// The name of a rubric is left out if the title of the report is the same.
func addMissing(got, harmless map[string]int, v *report.View) {
	sets := max(0, harmless["<ul>"]-got["<ul>"])
	got["<ul>"] += sets
	got["<p>"] += sets
	got["<strong>"] += sets
	got["<li>"] = max(got["<li>"], harmless["<li>"])
	if v.Head.Instrument == nil {
		got["<p>"]++
	}
}

// withoutStructure leaves out paragraphs, lists and lines of cells, which a text can have more of.
func withoutStructure(found map[string]int) map[string]int {
	out := maps.Clone(found)
	for _, name := range []string{"<p>", "<ul>", "<ol>", "<ol start>", "<li>", "<br>", "<!-- -->"} {
		delete(out, name)
	}
	return out
}

// outline has the headings and the sizes of the tables of a Markdown text.
type outline struct {
	Headings []heading
	Tables   []size
}

type heading struct {
	Level int
	Text  string
}

// size is how many rows a table has without its head, and the different numbers of
// columns in its rows.
type size struct {
	Rows    int
	Columns []int
}

func outlineOf(source string) outline {
	var o outline
	data := []byte(source)
	root := gfm.Parser().Parse(text.NewReader(data))
	ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			o.Headings = append(o.Headings, heading{n.Level, plain(n, data)})
		case *extast.Table:
			s := size{Rows: n.ChildCount() - 1}
			for row := n.FirstChild(); row != nil; row = row.NextSibling() {
				if c := row.ChildCount(); !slices.Contains(s.Columns, c) {
					s.Columns = append(s.Columns, c)
				}
			}
			o.Tables = append(o.Tables, s)
		}
		return ast.WalkContinue, nil
	})
	return o
}

// plain is the text of a node as a reader sees it.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n, ok := n.(*ast.Text); ok && entering {
			b.Write(n.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return unescape.ReplaceAllString(b.String(), "$1")
}

var unescape = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)

// wantOutline returns the outline that the Markdown of a view should have.
func wantOutline(v *report.View) outline {
	var o outline
	add := func(level int, texts ...string) {
		for _, s := range texts {
			o.Headings = append(o.Headings, heading{level, s})
		}
	}
	table := func(rows, columns int) { o.Tables = append(o.Tables, size{rows, []int{columns}}) }
	l := &v.Labels
	add(1, v.Head.Title.String())
	if v.Message != "" {
		add(2, l.About)
		return o
	}
	add(2, l.Findings)
	table(len(v.Picture("findings").Rows), 3)
	add(2, l.Who)
	if len(v.Groups) > 0 {
		table(len(v.Groups), 2)
	}
	if !v.OneDomain {
		add(2, l.Overview)
		columns := 4
		if len(v.Groups) > 1 {
			columns++
		}
		table(len(v.Overview()), columns)
	}
	results := func(label string, rows int) {
		add(2, label)
		table(rows, 3+len(v.Stages)+3)
		if len(v.Groups) > 0 {
			table(rows, 1+len(v.Groups))
		}
	}
	if slices.Contains(v.Sections, report.SectionStrands) {
		results(l.Strands, len(v.Strands.Rows))
	}
	for _, d := range v.Domains {
		results(d.Label.String(), len(d.Competencies))
	}
	add(2, l.Strengths, l.Edges)
	if len(v.Groups) > 1 {
		add(2, l.Differences)
	}
	add(2, l.Conversations)
	for _, c := range v.Conversations.Items {
		if c.Domain != nil {
			add(3, c.Domain.String())
		}
	}
	for _, s := range v.Conversations.Stages {
		add(3, s.Heading.String())
	}
	add(2, l.HowToRead)
	table(len(v.Stages)+len(v.Head.Marks), 3)
	add(2, l.Methods, l.About)
	return o
}

func TestMarkdownOutline(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		if c.View.Options.Progress != nil {
			continue
		}
		got := outlineOf(reporttest.Write(t, c.View, markdown.Write, nil))
		if diff := cmp.Diff(wantOutline(c.View), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.Name, diff)
		}
	}
}
