package rendered

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// language is what a report of the sample district is built with in one language.
type language struct {
	name    string
	rubric  *rubric.Rubric
	options report.Options
}

func sampleLanguages(t *testing.T) []language {
	t.Helper()
	return []language{
		{"English", cei.Latest(), reporttest.EnglishOptions()},
		{"Spanish", reporttest.Spanish(t), reporttest.SpanishOptions()},
	}
}

// TestFirstScreen opens reports in a window of 1280 by 800 pixels, plain ones and those with comments,
// progress and goals. The first three findings are visible without scrolling, and what to talk about next
// begins there.
func TestFirstScreen(t *testing.T) {
	const width, height = 1280, 800
	b := newTab(t)
	b.do(t, emulation.SetDeviceMetricsOverride(width, height, 1, false))
	for _, l := range sampleLanguages(t) {
		for _, policy := range []assess.Policy{assess.Public(), assess.Internal()} {
			views := map[string]*report.View{
				"plain":             reporttest.Build(t, reporttest.Read(t, l.rubric, testdata.District), policy, &l.options),
				"with every option": reporttest.EveryOption(t, l.rubric, policy, l.options),
			}
			for kind, v := range views {
				name := fmt.Sprintf("%s, %v, %s", l.name, policy, kind)
				b.show(t, htmlKind, reporttest.Write(t, v, html.Write, nil))
				var places []struct {
					Kind        string
					Top, Bottom float64
				}
				b.do(t, chromedp.Evaluate(`[...document.querySelectorAll('.found>div:not(.f-picture)')].map(e => ({
					Kind: e.className, Top: e.getBoundingClientRect().top, Bottom: e.lastElementChild.getBoundingClientRect().bottom,
				}))`, &places))
				if len(places) < 4 {
					t.Fatalf("%s: %d findings", name, len(places))
				}
				for _, p := range places[:3] {
					if p.Bottom > height {
						t.Errorf("%s: %s ends at %.0f pixels", name, p.Kind, p.Bottom)
					}
				}
				if p := places[3]; p.Top > height-100 {
					t.Errorf("%s: %s begins at %.0f pixels", name, p.Kind, p.Top)
				}
				t.Logf("%s: %+v", name, places[:4])
			}
		}
	}
}
