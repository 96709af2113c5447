package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestGoldenPictures(t *testing.T) {
	small, four := reporttest.NewRubric(t, 5, 3, 2, 2, nil), reporttest.NewRubric(t, 5, 4, 2, 2, nil)
	tests := []struct {
		name     string
		view     *report.View
		pictures []string
	}{
		{"district", reporttest.EveryOption(t, cei.Latest(), assess.Public(), reporttest.EnglishOptions()), []string{"overview", "domain-building-relationships", "differences", "progress"}},
		{"district-es", reporttest.EveryOption(t, reporttest.Spanish(t), assess.Public(), reporttest.SpanishOptions()), []string{"overview", "domain-building-relationships", "differences", "progress"}},
		// Only everyone's result is shown, and no group's.
		{"hidden-groups", reporttest.WithProgress(t, small, assess.Public(), 4, 5, 3), []string{"overview", "domain-domain-1", "progress"}},
		{"some-hidden", reporttest.WithProgress(t, four, assess.Public(), 40, 30, 3, 12), []string{"overview", "progress"}},
		{"right-to-left", reporttest.PseudoView(t, assess.Public(), 14, 12, 13, 30), []string{"overview", "domain-domain-1", "differences"}},
		{"audiences", reporttest.AudiencesView(t, "en"), []string{"overview", "domain-decisions"}},
		{"long-titles", reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 3, 1, 2, reporttest.Titled(reporttest.LongSentence)), assess.Public(), 40, 12, 30), []string{"overview", "domain-domain-1", "differences", "progress"}},
	}
	for _, tt := range tests {
		for _, name := range tt.pictures {
			p := tt.view.Picture(name)
			if p == nil {
				t.Errorf("%s has no picture %s", tt.name, name)
				continue
			}
			reporttest.Golden(t, "report/pictures/"+tt.name+"."+name+".svg", string(drawnSVG(t, p)))
		}
	}
}

// drawnWith returns the elements of a picture.
var drawnWith = strings.Fields("svg title desc defs pattern g rect line circle path text tspan")

func TestPicturesStandAlone(t *testing.T) {
	for part := range reporttest.HostileParts {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			for v := range reporttest.HostileViews(t, part, *long) {
				for i := range v.Pictures {
					p := &v.Pictures[i]
					out := drawnSVG(t, p)
					if i := bytes.IndexFunc(out, reporttest.Control); i >= 0 {
						t.Errorf("%s: control character at byte %d", p.Name, i)
					}
					testStandsAlone(t, p, out)
				}
			}
		})
	}
}

// testStandsAlone searches for what a picture must not have: scripts, external parts, and
// elements that some programs for SVG cannot show.
func testStandsAlone(t *testing.T, p *report.Picture, out []byte) {
	t.Helper()
	var order []string
	ids := make(map[string]int)
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		order = append(order, e.Name.Local)
		if !strings.Contains(" "+strings.Join(drawnWith, " ")+" ", " "+e.Name.Local+" ") {
			t.Errorf("%s: element %s", p.Name, e.Name.Local)
		}
		for _, a := range e.Attr {
			name := a.Name.Local
			if name == "style" || name == "class" || name == "href" || strings.HasPrefix(name, "on") || strings.Contains(a.Value, "var(") {
				t.Errorf("%s: attribute %s=%q", p.Name, name, a.Value)
			}
			if name == "id" {
				ids[a.Value]++
			}
			if url, ok := strings.CutPrefix(a.Value, "url(#"); ok {
				if ids[strings.TrimSuffix(url, ")")] != 1 {
					t.Errorf("%s: %s is not defined before it is used", p.Name, a.Value)
				}
			}
		}
	}
	if len(order) < 3 || order[0] != "svg" || order[1] != "title" || order[2] != "desc" {
		t.Errorf("%s begins with %q", p.Name, order[:min(3, len(order))])
	}
	if ids["title"] != 1 || ids["description"] != 1 {
		t.Errorf("%s: what aria-labelledby names is there %d and %d times", p.Name, ids["title"], ids["description"])
	}
}

func TestPictureDescription(t *testing.T) {
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	out := string(drawnSVG(t, v.Picture("domain-building-relationships")))
	for _, want := range []string{
		` role="img" aria-labelledby="title description"`, ` lang="en" xml:lang="en"`,
		`<title id="title">How the ratings are spread: 1 Building Relationships</title>`,
		"\n1.1 Inclusive and welcoming district culture; Not Evident: 20; Developing: 61; Maturing: 81; Advanced: 65; Rated by: 227\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the picture has no %s", want)
		}
	}
}

// Pictures that are not made by Build and are inconsistent are errors, not panics.
func TestPicturesThatDoNotFit(t *testing.T) {
	stages := []report.StageLegend{{Letters: "A"}, {Letters: "B"}}
	one, two := []report.TaggedText{{{Text: "x"}}}, []report.TaggedText{{{Text: "x"}}, {{Text: "y"}}}
	median := func(low, high int) []report.PictureRow {
		return []report.PictureRow{{Medians: []report.MedianCell{{Low: low, High: high}}}}
	}
	sides := func(stages int) (s [2]report.ComparisonSide) {
		for i := range s {
			s[i].Result.Counts = make([]report.NumberCell, stages)
		}
		return s
	}
	tests := []struct {
		name    string
		picture report.Picture
		fits    bool
	}{
		{"nothing", report.Picture{}, false},
		{"no stages", report.Picture{Form: report.HeatMap}, false},
		{"no rows", report.Picture{Form: report.Pairs, Stages: stages}, true},
		{"pairs without results", report.Picture{Form: report.Pairs, Stages: stages, Rows: []report.PictureRow{{Pair: &report.PicturePair{}}}}, false},
		{"pairs with medians", report.Picture{Form: report.Pairs, Stages: stages, Series: one, Rows: median(0, 1)}, false},
		{"pairs of other stages", report.Picture{Form: report.Pairs, Stages: stages, Rows: []report.PictureRow{{Pair: &report.PicturePair{Widest: 2, Sides: sides(2)}}}}, false},
		{"pairs without bars", report.Picture{Form: report.Pairs, Stages: stages, Rows: []report.PictureRow{{Pair: &report.PicturePair{Compared: true, Direction: 1, Widest: 1, Sides: sides(2)}}}}, true},
		{"a stage too high", report.Picture{Form: report.HeatMap, Stages: stages, Series: one, Rows: median(1, 2)}, false},
		{"upside down", report.Picture{Form: report.HeatMap, Stages: stages, Series: one, Rows: median(1, 0)}, false},
		{"a median too few", report.Picture{Form: report.HeatMap, Stages: stages, Series: two, Rows: median(0, 1)}, false},
		{"a heading among pairs", report.Picture{Form: report.Pairs, Stages: stages, Series: two, Rows: make([]report.PictureRow, 1)}, true},
		{"as it should be", report.Picture{Form: report.HeatMap, Stages: stages, Series: one, Rows: median(0, 1)}, true},
		{"counts of other stages", report.Picture{Form: report.Strips, Stages: stages, Rows: []report.PictureRow{{Result: report.ResultText{Counts: make([]report.NumberCell, 3)}}}}, false},
	}
	for _, tt := range tests {
		if err := svg.Write(io.Discard, &tt.picture, nil); (err == nil) != tt.fits {
			t.Errorf("%s: error %v", tt.name, err)
		}
		v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
		tt.picture.Name = "differences"
		v.Pictures = []report.Picture{tt.picture}
		if err := html.Write(io.Discard, v, nil); (err == nil) != tt.fits {
			t.Errorf("%s: error %v in the page", tt.name, err)
		}
	}
}

func TestWriteSVGError(t *testing.T) {
	v := reporttest.Build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, nil)
	if err := svg.Write(&reporttest.Failing{}, &v.Pictures[0], nil); !errors.Is(err, reporttest.ErrFull) {
		t.Errorf("error %v", err)
	}
}
