package rendered

import (
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

// TestFirstScreen opens reports in a window of 1280 by 800 pixels. The first three findings are
// visible without scrolling, and what to talk about next begins there.
func TestFirstScreen(t *testing.T) {
	const width, height = 1280, 800
	b := newTab(t)
	b.do(t, emulation.SetDeviceMetricsOverride(width, height, 1, false))
	languages := []struct {
		name string
		r    *rubric.Rubric
		opt  report.Options
	}{{"English", cei.Latest(), reporttest.EnglishOptions()}, {"Spanish", reporttest.Spanish(t), reporttest.SpanishOptions()}}
	for _, l := range languages {
		for _, policy := range []assess.Policy{assess.Public(), assess.Internal()} {
			v := reporttest.Build(t, reporttest.Read(t, l.r, testdata.District), policy, &l.opt)
			b.show(t, htmlKind, reporttest.Write(t, v, html.Write, nil))
			var places []struct {
				Kind        string
				Top, Bottom float64
			}
			b.do(t, chromedp.Evaluate(`[...document.querySelectorAll('.found>div:not(.f-picture)')].map(e => ({
				Kind: e.className, Top: e.getBoundingClientRect().top, Bottom: e.lastElementChild.getBoundingClientRect().bottom,
			}))`, &places))
			if len(places) < 4 {
				t.Fatalf("%s, %v: %d findings", l.name, policy, len(places))
			}
			for _, p := range places[:3] {
				if p.Bottom > height {
					t.Errorf("%s, %v: %s ends at %.0f pixels", l.name, policy, p.Kind, p.Bottom)
				}
			}
			if p := places[3]; p.Top > height-100 {
				t.Errorf("%s, %v: %s begins at %.0f pixels", l.name, policy, p.Kind, p.Top)
			}
			t.Logf("%s, %v: %+v", l.name, policy, places[:4])
		}
	}
}
