package rendered

import (
	"bytes"
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"rsc.io/pdf"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/testdata"
)

// sheetSizes are sizes of paper in inches.
var sheetSizes = []struct {
	name          string
	width, height float64
}{
	{"Letter", 8.5, 11},
	{"A4", 210 / 25.4, 297 / 25.4},
}

// printMargin is the margin of a sheet, in inches.
const printMargin = 12 / 25.4

// filled prints the page that is shown and returns how much of each sheet has text, from 0 to 1. A
// warning in the margin does not count.
func (b *tab) filled(t *testing.T, width, height float64) []float64 {
	t.Helper()
	var out []byte
	b.do(t, chromedp.ActionFunc(func(ctx context.Context) (err error) {
		out, _, err = page.PrintToPDF().WithPaperWidth(width).WithPaperHeight(height).WithPreferCSSPageSize(true).Do(ctx)
		return err
	}))
	r, err := pdf.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	const margin = printMargin * 72
	var parts []float64
	for i := range r.NumPage() {
		p := r.Page(i + 1)
		top := p.V.Key("MediaBox").Index(3).Float64() // of this sheet, which may be landscape
		lowest := top
		for _, text := range p.Content().Text {
			if text.Y >= margin {
				lowest = min(lowest, text.Y)
			}
		}
		parts = append(parts, (top-margin-lowest)/(top-2*margin))
	}
	return parts
}

// TestPaper prints the public and the internal report of the sample district in both languages. It has
// fewer than 14 sheets, and none of them is nearly empty.
func TestPaper(t *testing.T) {
	b := newTab(t)
	policies := []struct {
		name   string
		policy assess.Policy
	}{{"public", assess.Public()}, {"internal", assess.Internal()}}
	for _, l := range sampleLanguages(t) {
		for _, p := range policies {
			v := reporttest.Build(t, reporttest.Read(t, l.rubric, testdata.District), p.policy, &l.options)
			b.show(t, htmlKind, reporttest.Write(t, v, html.Write, nil))
			for _, size := range sheetSizes {
				name := l.name + ", " + p.name + ", on " + size.name
				parts := b.filled(t, size.width, size.height)
				if len(parts) == 0 || len(parts) >= 14 {
					t.Errorf("%s: %d sheets", name, len(parts))
				}
				for i, part := range parts {
					if part < 0.25 {
						t.Errorf("%s: %.0f %% of sheet %d of %d are filled", name, 100*part, i+1, len(parts))
					}
				}
				t.Logf("%s: %d sheets, filled %.2f", name, len(parts), parts)
			}
		}
	}
}

// TestSheetsAreFilled prints the worksheet of the sample's rubric: the boxes of a domain begin below its
// heading, so that no sheet is nearly empty, except behind a full one.
func TestSheetsAreFilled(t *testing.T) {
	b := newTab(t)
	for _, l := range sampleLanguages(t) {
		v := reporttest.Build(t, reporttest.Read(t, l.rubric, testdata.District), assess.Public(), &l.options)
		b.show(t, htmlKind, written(t, v, writeWorksheet))
		for _, size := range sheetSizes {
			parts := b.filled(t, size.width, size.height)
			for i, part := range parts {
				if part < 0.2 && (i == 0 || parts[i-1] < 0.7) {
					t.Errorf("%s, on %s: %.0f %% of sheet %d are filled", l.name, size.name, 100*part, i+1)
				}
			}
			t.Logf("%s, on %s: %d sheets, filled %.2f", l.name, size.name, len(parts), parts)
		}
	}
}

// TestHeatMapOnOneSheet makes sure that the heat map of the sample district is lower than a sheet,
// with its caption, and is not broken.
func TestHeatMapOnOneSheet(t *testing.T) {
	b := newTab(t)
	for _, name := range []string{"district", "district-es", "goals"} {
		out := reporttest.Write(t, caseNamed(t, name), html.Write, nil)
		for _, size := range sheetSizes {
			b.do(t, emulation.SetDeviceMetricsOverride(int64((size.width-2*printMargin)*96), 900, 1, false), emulation.SetEmulatedMedia().WithMedia("print"))
			b.show(t, htmlKind, out)
			var got struct {
				Height float64
				Break  string
			}
			b.do(t, chromedp.Evaluate(`(() => {
				const f = document.querySelector('#overview figure')
				return {Height: f.getBoundingClientRect().height, Break: getComputedStyle(f).breakInside}
			})()`, &got))
			if most := (size.height - 2*printMargin) * 96; got.Height < 500 || got.Height > most || got.Break != "avoid" {
				t.Errorf("%s on %s: %+v, want less than %.0f", name, size.name, got, most)
			}
		}
	}
}
