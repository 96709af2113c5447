package rendered

import (
	"bytes"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// TestStructure renders a report with paragraphs and lists in all texts.
func TestStructure(t *testing.T) {
	v := reporttest.StructuredView(t, report.Options{})
	var out bytes.Buffer
	if err := gfm.Convert([]byte(reporttest.Write(t, v, markdown.Write, nil)), &out); err != nil {
		t.Fatal(err)
	}
	page := strings.NewReplacer("<p>", "", "</p>", "", "\n", "").Replace(out.String())
	for _, lists := range []string{
		"<ul><li>PLACE bullets,</li><li>&lt;b&gt;markup&lt;/b&gt; and * stars that go on.</li></ul>",
		`<ol start="13"><li>PLACE steps</li><li>in order</li></ol><!-- --><ol start="17"><li>and later</li></ol>`,
	} {
		for _, place := range []string{"Summary-of-domain-1", "Notice", "Note", "Prompt-of-domain-1", "Definition", "Alignment"} {
			if want := strings.ReplaceAll(lists, "PLACE", place); !strings.Contains(page, want) {
				t.Errorf("the page lacks %s", want)
			}
		}
	}
	b := newTab(t)
	for _, width := range []int64{1280, 360} {
		b.view(t, width, "light")
		b.show(t, htmlKind, reporttest.Write(t, v, html.Write, nil))
		if found := b.axe(t, allRules); len(found) > 0 {
			t.Errorf("%d pixels: %v", width, found)
		}
	}
}

// TestOtherLanguage makes sure that titles in another language than the words around them stay in their
// line, and that neither changes the order of the other.
func TestOtherLanguage(t *testing.T) {
	b := newTab(t)
	b.view(t, 1280, "light")
	v := reporttest.Build(t, reporttest.Read(t, cei.Latest(), testdata.District), assess.Public(), &report.Options{Language: "es"})
	b.show(t, htmlKind, written(t, v, writePage))
	var got []string
	b.do(t, chromedp.Evaluate(`[...new Set([...document.querySelectorAll('strong span[lang]')].map(e => getComputedStyle(e)).map(s => s.display + ' ' + s.unicodeBidi))]`, &got))
	if len(got) != 1 || got[0] != "inline plaintext" {
		t.Errorf("titles of pictures have parts that are %q", got)
	}
}
