package rendered

import (
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/svg"
)

// documents are the documents to show in a browser. For each, says returns texts that
// must be in it.
var documents = []struct {
	name  string
	kind  string // the media type
	write func(io.Writer, *report.View) error
	says  func(*report.View) []string
}{
	{"page", htmlKind, writePage, pageSays},
	{"guide", htmlKind, writeGuide, stagesSay},
	{"worksheet", htmlKind, writeWorksheet, stagesSay},
	{"handbook", htmlKind, writeHandbook, stagesSay},
	{"reflection", htmlKind, writeReflection, stagesSay},
	{"findings", svgKind, writePicture(0), pictureSays(0)},
	{"handout", htmlKind, writeHandout, handoutSays},
	{"overview", svgKind, writePicture(1), pictureSays(1)},
	{"domain", svgKind, writePicture(2), pictureSays(2)},
	{"differences", svgKind, writePicture(-1), pictureSays(-1)},
}

func writePage(w io.Writer, v *report.View) error { return html.Write(w, v, nil) }

func writeGuide(w io.Writer, v *report.View) error { return html.WriteGuide(w, v.Guide(), nil) }

func writeWorksheet(w io.Writer, v *report.View) error {
	s, err := report.BuildWorksheet(v.Published.Rubric(), &v.Options)
	if err != nil {
		return err
	}
	return html.WriteWorksheet(w, s, nil)
}

func writeHandbook(w io.Writer, v *report.View) error {
	h, err := report.BuildHandbook(v.Published.Rubric(), &v.Options)
	if err != nil {
		return err
	}
	return html.WriteHandbook(w, h, nil)
}

// writeReflection writes the reflection worksheet of the last domain that the view shows.
func writeReflection(w io.Writer, v *report.View) error {
	last := ""
	for _, d := range v.Domains {
		last = d.ID
	}
	s, err := report.BuildReflection(v.Published.Rubric(), last, &v.Options)
	if err != nil {
		return err
	}
	return html.WriteReflection(w, s, nil)
}

// written returns the output of a function for a view.
func written(t *testing.T, v *report.View, write func(io.Writer, *report.View) error) string {
	t.Helper()
	return reporttest.Written(t, func(w io.Writer) error { return write(w, v) })
}

// picture returns a picture of a view. A negative place counts from the end.
func picture(v *report.View, place int) *report.Picture {
	return &v.Pictures[(place+len(v.Pictures))%len(v.Pictures)]
}

func writePicture(place int) func(io.Writer, *report.View) error {
	return func(w io.Writer, v *report.View) error { return svg.Write(w, picture(v, place), nil) }
}

func pictureSays(place int) func(*report.View) []string {
	return func(v *report.View) []string {
		p := picture(v, place)
		return []string{p.Title.String(), p.Description.String()}
	}
}

// stagesSay returns the titles of the stages, which are in every document.
func stagesSay(v *report.View) []string {
	var says []string
	for _, s := range v.Stages {
		says = append(says, s.Title.String())
	}
	return says
}

// handoutSays returns the title and the sharing rule, which are in every handout.
func handoutSays(v *report.View) []string {
	h := v.Handout()
	return []string{h.Head.Title.String(), h.Head.Sharing}
}

func pageSays(v *report.View) []string {
	says := []string{v.Head.Title.String(), v.Head.Organization, v.Head.Date, v.Head.Policy, v.Consensus.Items[0].Rationale.String()}
	for _, s := range v.Consensus.Items[0].Evidence {
		says = append(says, s.String())
	}
	for _, s := range v.Stages {
		says = append(says, s.Title.String(), s.Summary.String(), s.Messages.String())
	}
	for _, g := range v.Groups {
		says = append(says, g.Title.String())
	}
	for _, d := range v.Domains {
		says = append(says, d.Label.String(), d.Summary.String())
		for _, c := range d.Competencies {
			says = append(says, c.Label.String(), c.Summary.String())
		}
	}
	for _, f := range v.About.Facts {
		says = append(says, f.Text.String())
	}
	for _, s := range v.About.Sources {
		says = append(says, s.Title, s.Publisher, s.URL)
	}
	return says
}

// state is what a document contains after it is loaded. Elements are counted by their
// name and the names of their attributes.
type state struct {
	Canary, Frames bool
	Scripts        int
	Elements       map[string]int
	Text           string
}

const findState = `(() => {
	const found = {}
	for (const e of document.querySelectorAll('*')) {
		const name = [e.localName, ...e.getAttributeNames().sort()].join(' ')
		found[name] = (found[name] || 0) + 1
	}
	return {
		Canary: 'canary' in window, Frames: window.length > 0,
		Scripts: document.querySelectorAll('script').length,
		Elements: found, Text: document.documentElement.textContent,
	}
})()`

var contentPolicy = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)

// joined joins texts in groups of three, so that there are fewer documents.
func joined(texts []string) []string {
	var out []string
	for c := range slices.Chunk(texts, 3) {
		out = append(out, strings.Join(c, " "))
	}
	return out
}

// TestHostile opens documents with hostile texts in all free fields. Each document has
// other texts in other fields, and every text is in every kind of place (a rubric, a
// translation, words, options, a consensus). A document may show the texts and nothing
// else. The content policy is removed from most documents, so that only escaping
// protects them.
func TestHostile(t *testing.T) {
	texts := joined(reporttest.Hostile(t))
	for _, d := range documents {
		t.Run(d.name, func(t *testing.T) {
			b := newTab(t)
			open := func(v *report.View, withPolicy bool) state {
				out := written(t, v, d.write)
				if !withPolicy {
					out = contentPolicy.ReplaceAllString(out, "<meta>")
				}
				b.show(t, d.kind, out)
				var s state
				b.do(t, chromedp.Evaluate(findState, &s))
				if err := b.did(); err != nil {
					t.Error(err)
				}
				return s
			}
			const kinds = 4
			view := func(dealer *reporttest.Dealer, i int) *report.View {
				switch i % kinds {
				case 0:
					return dealer.Translated(t)
				case 1:
					return dealer.View(t, "en")
				case 2:
					return dealer.View(t, "es")
				}
				return dealer.Spoken(t)
			}
			var plain [2][kinds]state
			for i := range kinds {
				plain[0][i] = open(view(reporttest.Harmless(), i), false)
				plain[1][i] = open(view(reporttest.Harmless(), i), true)
			}
			for i := range texts {
				if !*long && i%16 > 3 {
					continue
				}
				withPolicy := 0
				if i/kinds%3 == 0 {
					withPolicy = 1
				}
				v := view(reporttest.NewDealer(texts, i), i)
				s := open(v, withPolicy == 1)
				s.check(t, plain[withPolicy][i%kinds], d.says(v))
				if t.Failed() {
					t.Fatalf("these are in the document with the title %q", v.Options.Title)
				}
			}
		})
	}
}

// lineOfPicture matches a line of text in a picture.
var lineOfPicture = regexp.MustCompile(`^(text|tspan)( (x|y|font-weight|font-size|text-anchor|direction|fill|lang|xml:lang|unicode-bidi))*$`)

// ofStructure matches the elements of paragraphs and lists, which a text can have more of.
var ofStructure = regexp.MustCompile(`^(ul|ol|li|p|div)( class)?( dir)?( lang)?( value)?$`)

func (s *state) check(t *testing.T, harmless state, says []string) {
	t.Helper()
	if s.Canary || s.Frames || s.Scripts > 0 {
		t.Errorf("something ran or was loaded: canary %v, frames %v, %d scripts", s.Canary, s.Frames, s.Scripts)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Elements)) {
		if lineOfPicture.MatchString(name) || ofStructure.MatchString(name) {
			continue // long texts take more lines
		}
		if s.Elements[name] > harmless.Elements[name] {
			t.Errorf("<%s> is there %d times, with harmless texts %d", name, s.Elements[name], harmless.Elements[name])
		}
	}
	for _, text := range says {
		if !strings.Contains(s.Text, text) {
			t.Errorf("the document does not say %q", text)
		}
	}
}
