package rendered

import (
	"bytes"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
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
