package html_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/internal/drawing"
	"github.com/waymark-go/waymark/rubric/cei"
)

// TestPicturesOfThePage makes sure that a page has all pictures, named by their
// captions, with classes instead of colors.
func TestPicturesOfThePage(t *testing.T) {
	v := reporttest.EveryOption(t, cei.Latest(), assess.Internal(), reporttest.EnglishOptions())
	out := reporttest.Write(t, v, html.Write, nil)
	for i := range v.Pictures {
		p := &v.Pictures[i]
		class := ""
		if p.Form == report.Pairs {
			class = ` class="pairs"`
		}
		if n := strings.Count(out, `<figcaption><strong id="picture-`+p.Name+`">`); n != 1 {
			t.Errorf("the page has %d captions of %s", n, p.Name)
		}
		if !strings.Contains(out, `<div role="img" aria-labelledby="picture-`+p.Name+`" aria-describedby="picture-`+p.Name+`-d"`+class+`><svg class="pic`) {
			t.Errorf("the page has no picture %s", p.Name)
		}
	}
	for _, name := range []string{"overview", "differences"} {
		var want strings.Builder
		table := v.Picture(name).Table()
		for _, row := range table.Rows {
			want.WriteString("\n" + `<tr role="row"><th role="rowheader" scope="row">` + row[0].String() + `</th>`)
			for i, cell := range row[1:] {
				want.WriteString(`<td role="cell" data-label="` + table.Head[i+1].String() + `">` + cell.String() + `</td>`)
			}
			want.WriteString("</tr>")
		}
		if !strings.Contains(out, want.String()) {
			t.Errorf("the page does not have the table of %s", name)
		}
	}
	body := out[strings.Index(out, "</style>"):]
	if colored := regexp.MustCompile(`(fill|stroke)="#[^"]*"`).FindString(body); colored != "" {
		t.Errorf("the page has %s outside of its style sheet", colored)
	}
}

// stripPart is a part of a strip on a page. The patch below a number is less high.
var stripPart = regexp.MustCompile(`<rect x="\d+" y="\d+" width="(\d+)" height="22" class="s(\d+) qp"/>`)

// TestStripsOfThePage makes sure that the length of the parts of strips is the number of
// ratings.
func TestStripsOfThePage(t *testing.T) {
	v := reporttest.EveryOption(t, cei.Latest(), assess.Public(), reporttest.EnglishOptions())
	out := reporttest.Write(t, v, html.Write, nil)
	for i := range v.Domains {
		d := &v.Domains[i]
		_, section, _ := strings.Cut(out, `<section class="domain pictured" id="domain-`+d.ID+`"`)
		section, _, _ = strings.Cut(section, "</section>")
		var want, got []string
		for _, c := range d.Competencies {
			for stage, n := range c.Result.Bar.Cells(drawing.StripLength) {
				if n > 0 {
					want = append(want, fmt.Sprintf("s%d for %d", stage+1, n))
				}
			}
		}
		for _, m := range stripPart.FindAllStringSubmatch(section, -1) {
			got = append(got, "s"+m[2]+" for "+m[1])
		}
		if diff := cmp.Diff(want, got); diff != "" || len(want) < len(d.Competencies) {
			t.Errorf("%s (-want +got):\n%s", d.ID, diff)
		}
	}
}

// Letters and numbers on the colors of stages are visible in light and in dark.
func TestPictureContrast(t *testing.T) {
	color := func(css, class string) string {
		m := regexp.MustCompile(`--` + class + `:(#\w+)`).FindStringSubmatch(css)
		if m == nil {
			t.Fatalf("no color of %s", class)
		}
		return m[1]
	}
	numbers := strings.Fields("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")
	for _, stages := range []int{2, 3, 4, 5, 7, 16} {
		r := reporttest.NewRubric(t, stages, 3, 1, 4, nil)
		out := reporttest.Write(t, reporttest.Build(t, reporttest.Summarize(t, r, reporttest.RandomTally(r, 1, 30)), assess.Policy{}, nil), html.Write, nil)
		schemes := regexp.MustCompile(`:root\{--page:(#\w+)[^}]*\}`).FindAllStringSubmatch(out, -1)
		if len(schemes) != 2 {
			t.Fatalf("%d color schemes", len(schemes))
		}
		for _, s := range schemes {
			for _, n := range numbers[:stages] {
				if c := reporttest.Contrast(t, color(s[0], "o"+n), color(s[0], "s"+n)); c < 4.5 {
					t.Errorf("letters on stage %s of %d have contrast %.2f", n, stages, c)
				}
			}
		}
	}
}
