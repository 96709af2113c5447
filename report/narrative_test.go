package report_test

import (
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

func TestNarrativeGolden(t *testing.T) {
	team := build(t, reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson"), assess.Public(), nil)
	for name, v := range map[string]*report.View{
		"narrative": invitedView(t, cei.Latest(), sampleOptions), "narrative-es": everyOption(t, localized(t), assess.Public(), spanishOptions),
		"narrative-hidden": team,
	} {
		for _, kind := range v.Narratives() {
			n := narrativeOf(t, v, kind)
			file := filepath.Join("report", name+"-"+string(kind))
			reporttest.Golden(t, file+".txt", reporttest.Written(t, writer(n, text.WriteNarrative)))
			reporttest.Golden(t, file+".md", reporttest.Written(t, writer(n, markdown.WriteNarrative)))
		}
	}
}

// invitedView is a view of the sample district in which it is known how many people were invited.
func invitedView(t testing.TB, r *rubric.Rubric, opt report.Options) *report.View {
	t.Helper()
	tally := reporttest.RandomTally(r, 3, 40, 120, 45, 23, 12)
	s, err := tally.Summarize(r, &assess.SummaryOptions{
		Invited: assess.Invitations{assess.AllRaters: 500, "student": 60, "family": 300, "educator": 80, "leader": 30, "community": 30},
	})
	if err != nil {
		t.Fatal(err)
	}
	return build(t, s, assess.Public(), &opt)
}

// writer returns a function that writes a document.
func writer[Document, Options any](d *Document, render func(io.Writer, *Document, *Options) error) func(io.Writer) error {
	return func(w io.Writer) error { return render(w, d, nil) }
}

func narrativeOf(t testing.TB, v *report.View, kind report.NarrativeKind) *report.Narrative {
	t.Helper()
	n, err := v.Narrative(kind)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// narrativeViews are views of random results under several policies, with and without an earlier
// wave and goals.
func narrativeViews(t testing.TB) map[string]*report.View {
	views := map[string]*report.View{
		"all options": everyOption(t, cei.Latest(), assess.Public(), sampleOptions),
		"internal":    everyOption(t, cei.Latest(), assess.Internal(), sampleOptions),
		"Spanish":     everyOption(t, localized(t), assess.Public(), spanishOptions),
		"invited":     invitedView(t, cei.Latest(), report.Options{}),
		"rounded":     build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{RoundTo: 5}, nil),
		"small":       reporttest.Small(t),
		"strands":     reporttest.RepairCafe(t),
	}
	old, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(6) {
		for _, r := range []*rubric.Rubric{old, cei.Latest(), newRubric(t, 5, 3, 1, 6, nil), newRubric(t, 2, 2, 3, 2, nil)} {
			policy := []assess.Policy{assess.Public(), assess.Internal(), {MinGroup: 20, MinOutside: 2}}[seed%3]
			views[fmt.Sprintf("%s, seed %d", r.Ref(), seed)] = reporttest.WithProgress(t, r, policy, 12+seed*7, 90, 14, 5+seed*3, 30)
		}
	}
	return views
}

var digitRun = regexp.MustCompile(`[0-9]+(,[0-9]{3})*`)

// Every number in a narrative is a published one, and it is the number that the sentence names.
func TestNarrativeNumbers(t *testing.T) {
	sentences := 0
	for name, v := range narrativeViews(t) {
		titles := titlesOf(v.Published.Rubric())
		for _, kind := range v.Narratives() {
			n := narrativeOf(t, v, kind)
			for _, part := range n.Parts {
				for _, p := range part.Paragraphs {
					for _, s := range p.Sentences {
						sentences++
						said := s.Text.String()
						for _, title := range titles {
							said = strings.ReplaceAll(said, title, "…")
						}
						var want []string
						for _, c := range s.Cells {
							want = append(want, grouped(c.Count))
							if c.Of > 0 {
								want = append(want, grouped(c.Of))
							}
							if got, ok := publishedCell(v, c); !ok || got != c {
								t.Errorf("%s, %s: %+v in %q, published %+v, %v", name, kind, c, s.Text, got, ok)
							}
						}
						if diff := cmp.Diff(want, digitRun.FindAllString(said, -1)); diff != "" {
							t.Errorf("%s, %s: numbers in %q (-cells +text):\n%s", name, kind, s.Text, diff)
						}
						if !strings.Contains(p.Text.String(), s.Text.String()) {
							t.Errorf("%s, %s: the paragraph has no %q", name, kind, s.Text)
						}
						if bracketed := strings.HasPrefix(said, "[") && strings.HasSuffix(said, "]"); bracketed != s.Blank {
							t.Errorf("%s, %s: blank %v: %q", name, kind, s.Blank, said)
						}
					}
				}
			}
		}
	}
	if sentences < 500 {
		t.Errorf("only %d sentences", sentences)
	}
}

// titlesOf returns the titles of a rubric, the longest first.
func titlesOf(r *rubric.Rubric) []string {
	titles := []string{r.Title()}
	for s := range r.Spectrum().Stages() {
		titles = append(titles, s.Title())
	}
	for c := range r.Constituencies() {
		titles = append(titles, c.Title)
	}
	for s := range r.Strands() {
		titles = append(titles, s.Title())
	}
	for d := range r.Domains() {
		titles = append(titles, d.Title())
	}
	for c := range r.Competencies() {
		titles = append(titles, c.Title(), c.Label())
	}
	slices.SortFunc(titles, func(x, y string) int { return len(y) - len(x) })
	return slices.DeleteFunc(titles, func(s string) bool { return s == "" })
}

func grouped(n uint64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// publishedCell looks up the numbers of a cell. ok is false if they are hidden.
func publishedCell(v *report.View, c report.FindingCell) (out report.FindingCell, ok bool) {
	out, p := c, v.Published
	if c.Stage == "" {
		raters := p.Raters(c.Constituency)
		out.Count = raters.N
		if c.Of > 0 {
			invited, known := p.Invited(c.Constituency)
			out.Of, ok = invited.N, known && !invited.Hidden
			return out, ok && !raters.Hidden
		}
		return out, !raters.Hidden
	}
	stages, ok := pooledStages(v, &c)
	stage, known := p.Rubric().Spectrum().Stage(c.Stage)
	if !ok || !known {
		return out, false
	}
	out.Count, out.Of = stages.AtOrAbove(stage)
	return out, true
}

func pooledStages(v *report.View, c *report.FindingCell) (all spectrum.Distribution, ok bool) {
	if c.ID == "" {
		for d := range v.Published.Rubric().Domains() {
			cell, _ := v.Published.Cell(d.ID(), c.Constituency)
			if cell.Hidden {
				return all, false
			}
			all, _ = all.Add(cell.Stages)
		}
		return all, true
	}
	cell, ok := v.Published.Cell(c.ID, c.Constituency)
	if c.Earlier {
		change, known := v.Options.Progress.Change(c.ID, c.Constituency)
		cell, ok = change.Before, known && change.Reason == ""
	}
	return cell.Stages, ok && !cell.Hidden
}

// A narrative names the same strengths, growing edges and differences as the report.
func TestNarrativeFollowsReport(t *testing.T) {
	v := everyOption(t, cei.Latest(), assess.Public(), sampleOptions)
	parts := make(map[string]string)
	for _, p := range narrativeOf(t, v, report.NarrativeGeneral).Parts {
		parts[p.Heading] = p.Paragraphs[0].Text.String()
	}
	for heading, items := range map[string][]report.Highlight{v.Labels.Strengths: v.Strengths.Items, v.Labels.Edges: v.Edges.Items} {
		at := 0
		for _, item := range items[:3] {
			_, title, _ := strings.Cut(item.Label.String(), " ")
			i := strings.Index(parts[heading][at:], "“"+title+"”")
			if i < 0 {
				t.Errorf("%s has no %q in its place", heading, title)
			}
			at += max(i, 0)
		}
	}
	for _, d := range v.Differences.Items[:3] {
		if !strings.Contains(parts[v.Labels.Differences], d.Sentence.String()+" "+d.Detail.String()) {
			t.Errorf("no %q in %q", d.Sentence, parts[v.Labels.Differences])
		}
	}
	opt := v.Options
	opt.Sections = []report.Section{report.SectionEdges}
	short := narrativeOf(t, rebuilt(t, v, opt), report.NarrativeGeneral)
	if len(short.Parts) != 2 || short.Parts[1].Heading != v.Labels.Edges {
		t.Errorf("with one section: %+v", short.Parts)
	}
}

// Only groups whose response rate is known and lower are named.
func TestNarrativeRates(t *testing.T) {
	v := invitedView(t, cei.Latest(), report.Options{})
	said := narrativeOf(t, v, report.NarrativePriority3).Parts[1].Paragraphs[2].Text.String()
	if !strings.Contains(said, "In the group “Families”, 120 of 300 people invited took part; in all groups together, 240 of 500 did.") {
		t.Errorf("no rate of families in %q", said)
	}
	for _, group := range []string{"“Students”", "“Educators”", "“Leaders”"} {
		if strings.Contains(said, group) {
			t.Errorf("%s in %q", group, said)
		}
	}
}

// Both editions of the rubric have the areas of Priority 3. Other rubrics do not.
func TestNarrativeKinds(t *testing.T) {
	old, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	own := newRubric(t, 4, 2, 2, 2, nil)
	for r, want := range map[*rubric.Rubric][]report.NarrativeKind{
		old: {report.NarrativeGeneral, report.NarrativePriority3}, localized(t): {report.NarrativeGeneral, report.NarrativePriority3}, own: {report.NarrativeGeneral},
	} {
		v := build(t, summary(t, r, randomTally(r, 1, 40, 40)), assess.Public(), nil)
		if diff := cmp.Diff(want, v.Narratives()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.Ref(), diff)
		}
		if _, err := v.Narrative("lcff-priority-8"); err == nil {
			t.Errorf("%s has a narrative that does not exist", r.Ref())
		}
	}
	if _, err := new(report.View).Narrative(report.NarrativeGeneral); err == nil {
		t.Error("a narrative of no results")
	}
}
