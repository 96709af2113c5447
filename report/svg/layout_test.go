package svg_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/internal/drawing"
	"github.com/waymark-go/waymark/report/svg"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// box is the space of a line of text in a wide font.
type box struct {
	left, top, right, bottom int
	text                     string
}

// svgLine is a line of text of an SVG that is being read.
type svgLine struct {
	x, y, size int
	bold       bool
	anchor     string
	text       strings.Builder
}

func (l *svgLine) box() box {
	width := drawing.Advance(l.text.String(), l.size, l.bold)
	left := l.x
	switch l.anchor {
	case "middle":
		left -= (width + 1) / 2
	case "end":
		left -= width
	}
	return box{left, l.y - l.size, left + width, l.y + (l.size+3)/4, l.text.String()}
}

// svgReader finds the lines of text of an SVG.
type svgReader struct {
	width, height int // of the view box
	left, top     int
	boxes         []box
	line          *svgLine
	depth         int // of text and tspan
	problems      []string
}

func attributes(e xml.StartElement) map[string]string {
	attr := make(map[string]string)
	for _, a := range e.Attr {
		attr[a.Name.Local] = a.Value
	}
	return attr
}

func (s *svgReader) number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		s.problems = append(s.problems, fmt.Sprintf("%q is no whole number", text))
	}
	return n
}

func (s *svgReader) start(e xml.StartElement) {
	attr := attributes(e)
	switch e.Name.Local {
	case "svg":
		view := strings.Fields(attr["viewBox"])
		s.left, s.top, s.width, s.height = s.number(view[0]), s.number(view[1]), s.number(view[2]), s.number(view[3])
	case "text":
		s.depth++
		s.line = &svgLine{size: 13, anchor: attr["text-anchor"], bold: attr["font-weight"] == "bold", x: s.number(attr["x"]), y: s.number(attr["y"])}
		if size := attr["font-size"]; size != "" {
			s.line.size = s.number(size)
		}
	case "tspan":
		s.depth++
		if y := attr["y"]; y != "" {
			s.endLine()
			s.line.x, s.line.y = s.number(attr["x"]), s.number(y)
		}
	}
}

func (s *svgReader) endLine() {
	if s.line.text.Len() > 0 {
		s.boxes = append(s.boxes, s.line.box())
		s.line.text.Reset()
	}
}

func (s *svgReader) end(name string) {
	if name == "text" {
		s.endLine()
	}
	if name == "text" || name == "tspan" {
		s.depth--
	}
}

// readSVG checks that an SVG is well-formed and that its texts are within it and do not
// overlap. It returns its texts in order.
func readSVG(t *testing.T, name string, svg []byte) []string {
	t.Helper()
	var s svgReader
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			s.start(token)
		case xml.EndElement:
			s.end(token.Name.Local)
		case xml.CharData:
			if s.depth > 0 {
				s.line.text.Write(token)
			}
		}
	}
	for _, p := range s.problems {
		t.Errorf("%s: %s", name, p)
	}
	var texts []string
	for i, b := range s.boxes {
		texts = append(texts, b.text)
		if b.left < s.left || b.top < s.top || b.right > s.left+s.width || b.bottom > s.top+s.height {
			t.Errorf("%s: %.40q at %d,%d to %d,%d leaves the picture of %d,%d", name, b.text, b.left, b.top, b.right, b.bottom, s.width, s.height)
		}
		for _, o := range s.boxes[:i] {
			if b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom {
				t.Errorf("%s: %.40q at %d,%d overlaps %.40q at %d,%d", name, b.text, b.left, b.top, o.text, o.left, o.top)
			}
		}
	}
	return texts
}

func drawnSVG(t testing.TB, p *report.Picture) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := svg.Write(&b, p, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pictureViews are views with texts that are hard to place.
func pictureViews(t testing.TB) map[string]*report.View {
	emoji := func(i int) string { return fmt.Sprint(i) + strings.Repeat("👩🏽‍🏫🇲🇽❤️", 30) }
	word := func(i int) string { return fmt.Sprint(i) + strings.Repeat("W", 399) }
	arabic := func(i int) string {
		return strings.Repeat("تقييم المشاركة المجتمعية ", 9) + fmt.Sprint(i)
	}
	rtl := func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction = "ar", "rtl"
		reporttest.Titled(arabic)(doc)
	}
	chinese := func(i int) string { return fmt.Sprint(i) + strings.Repeat("社區參與自我評估", 20) }
	return map[string]*report.View{
		"english":        reporttest.EveryOption(t, cei.Latest(), assess.Public(), reporttest.EnglishOptions()),
		"spanish":        reporttest.EveryOption(t, reporttest.Spanish(t), assess.Public(), reporttest.SpanishOptions()),
		"internal":       reporttest.EveryOption(t, cei.Latest(), assess.Internal(), reporttest.EnglishOptions()),
		"long sentences": reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 5, 2, 3, reporttest.Titled(reporttest.LongSentence)), assess.Public(), 40, 50, 5, 30),
		"long words":     reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 5, 2, 3, reporttest.Titled(word)), assess.Public(), 40, 50, 5, 30),
		"right to left":  reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 5, 2, 3, rtl), assess.Public(), 40, 50, 5, 30),
		"emoji":          reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 5, 2, 3, reporttest.Titled(emoji)), assess.Public(), 40, 50, 5, 30),
		"chinese":        reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 5, 2, 3, reporttest.Titled(chinese)), assess.Public(), 40, 50, 5, 30),
		"300":            reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 5, 10, 30, nil), assess.Public(), 40, 50, 5, 30),
		"16 stages":      reporttest.WithProgress(t, reporttest.NewRubric(t, 16, 20, 2, 3, nil), assess.Internal(), 40, 1, 5, 30),
		"two stages":     reporttest.WithProgress(t, reporttest.NewRubric(t, 2, 40, 1, 3, nil), assess.Public(), 40, 10, 9, 30),
		"many people":    reporttest.WithProgress(t, reporttest.NewRubric(t, 5, 3, 1, 3, nil), assess.Public(), 4000, 1234),
		"pseudo words":   reporttest.PseudoView(t, assess.Public(), 14, 12, 3, 30),
		"hostile":        reporttest.NewDealer(reporttest.Hostile(t), 0).View(t, "es"),
	}
}

func TestTextsOfPicturesAreApart(t *testing.T) {
	for name, v := range pictureViews(t) {
		for i := range v.Pictures {
			p := v.Pictures[i]
			readSVG(t, name+" "+p.Name, drawnSVG(t, &p))
			p.Direction = "rtl" // a language that no catalogue speaks yet
			readSVG(t, name+" mirrored "+p.Name, drawnSVG(t, &p))
			pieces, _ := drawing.Pieces(nil, &p)
			for j, piece := range pieces {
				doc := fmt.Appendf(nil, `<svg viewBox="0 %d %d %d">%s</svg>`, piece.Top, piece.Width, piece.Height, piece.Elements)
				readSVG(t, fmt.Sprintf("%s, piece %d of %s on a page", name, j, p.Name), doc)
			}
		}
		if len(v.Pictures) < 3 {
			t.Errorf("%s has %d pictures", name, len(v.Pictures))
		}
	}
}

// No letter of a text is lost when it is broken into lines.
func TestPicturesHaveWholeTexts(t *testing.T) {
	v := reporttest.WithProgress(t, reporttest.NewRubric(t, 4, 3, 2, 2, reporttest.Titled(reporttest.LongSentence)), assess.Public(), 40, 50)
	squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
	for i := range v.Pictures {
		p := &v.Pictures[i]
		all := squeeze(strings.Join(readSVG(t, p.Name, drawnSVG(t, p)), ""))
		want := []report.TaggedText{p.Title, p.Description}
		for _, r := range p.Rows {
			want = append(want, r.Label)
		}
		for _, w := range append(want, p.Series...) {
			if !strings.Contains(all, squeeze(w.String())) {
				t.Errorf("%s: %q is not on it", p.Name, w)
			}
		}
	}
}
