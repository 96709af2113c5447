package report_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/report/markdown"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestHandoutGolden(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		name := map[string]string{
			"district": "handout", "district-es": "handout-es", "goals": "handout-goals", "team-internal": "handout-internal",
			"team-public": "handout-hidden", "one-competency": "handout-one-competency", "long-titles": "handout-long-titles", "right-to-left": "handout-rtl",
		}[c.Name]
		if name == "" {
			continue
		}
		h := c.View.Handout()
		file := filepath.Join("report", name)
		reporttest.Golden(t, file+".txt", reporttest.Written(t, writer(h, text.WriteHandout)))
		reporttest.Golden(t, file+".md", reporttest.Written(t, writer(h, markdown.WriteHandout)))
		reporttest.Golden(t, file+".html", reporttest.Written(t, writer(h, html.WriteHandout)))
	}
}

// saysOneOf reports whether a text is one of those that the report has, or the beginning of one.
func saysOneOf(text report.TaggedText, report ...report.TaggedText) bool {
	beginning, isCut := strings.CutSuffix(text.String(), "…")
	for _, t := range report {
		if said := t.Flat().String(); said == text.String() || isCut && strings.HasPrefix(said, beginning) {
			return true
		}
	}
	return false
}

// A handout says only what the report says.
func TestHandoutSaysWhatTheReportSays(t *testing.T) {
	sentences := 0
	for name, v := range views(t) {
		h := v.Handout()
		for _, p := range handoutParts(h) {
			f := v.Finding(p.Kind)
			for _, s := range p.Sentences {
				sentences++
				if f == nil && !v.Has(report.SectionFindings) {
					continue // the report has it in other sections
				}
				if f == nil || !slices.ContainsFunc(f.Sentences, func(said report.FindingSentence) bool { return saysOneOf(s, said.Text) }) {
					t.Errorf("%s: the report does not say %q", name, s)
				}
			}
		}
		if p := v.Picture("findings"); p != nil {
			for i, r := range h.Bars.Rows {
				if !saysOneOf(r.Label, p.Rows[i].Label) || r.Share != p.Rows[i].Share || r.Bar.Label.String() != p.Rows[i].Result.Bar.Label.String() {
					t.Errorf("%s: row %d is %+v, the report has %+v", name, i, r, p.Rows[i])
				}
			}
		}
		checkProgress(t, name, v, h)
		if h.Targets == nil {
			continue
		}
		for _, row := range h.Targets.Rows {
			if !slices.ContainsFunc(v.Targets.Items, func(r report.TargetRow) bool {
				return saysOneOf(row[0], r.Label) && saysOneOf(row[1], r.Current.Text) && saysOneOf(row[2], r.Goal.Text) && row[3].String() == r.Distance
			}) {
				t.Errorf("%s: the report has no goal %q", name, row)
			}
		}
	}
	if sentences < 150 {
		t.Errorf("only %d sentences", sentences)
	}
}

// checkProgress compares the rows on progress with those of the report, and their numbers with the two
// waves.
func checkProgress(t *testing.T, name string, v *report.View, h *report.Handout) {
	t.Helper()
	if h.Progress == nil {
		return
	}
	scale := v.Published.Rubric().Spectrum()
	upper, _ := scale.At((scale.Len()+1)/2 + 1)
	for _, row := range h.Progress.Rows {
		i := slices.IndexFunc(v.Progress.Rows, func(r report.ProgressRow) bool { return saysOneOf(row[0], r.Label) })
		if i < 0 {
			t.Errorf("%s: the report has no row %q", name, row[0])
			continue
		}
		r := &v.Progress.Rows[i]
		c, _ := v.Options.Progress.Change(r.ID, assess.AllRaters)
		if k, n := c.After.Stages.AtOrAbove(upper); !r.Now.Hidden && row[2].String() != spoken(v, k, n) || r.Now.Hidden && row[2].String() != v.Labels.HiddenMark {
			t.Errorf("%s: %s is %q now, %d of %d", name, r.ID, row[2], k, n)
		}
		if k, n := c.Before.Stages.AtOrAbove(upper); r.Compared && row[1].String() != spoken(v, k, n) || r.Before.Hidden && row[1].String() != v.Labels.HiddenMark {
			t.Errorf("%s: %s was %q, %d of %d", name, r.ID, row[1], k, n)
		}
		if row[3].String() != r.Text {
			t.Errorf("%s: %s is %q, the report says %q", name, r.ID, row[3], r.Text)
		}
	}
}

// spoken is a share in the language of a report.
func spoken(v *report.View, k, n uint64) string {
	if v.Language == "es" {
		return grouped(k) + " de " + grouped(n)
	}
	return grouped(k) + " of " + grouped(n)
}

func handoutParts(h *report.Handout) []report.HandoutPart {
	parts := append([]report.HandoutPart{h.Standing, {Kind: report.FindingParticipation, Sentences: h.Participation}}, h.Parts...)
	for _, table := range []*report.HandoutTable{h.Progress, h.Targets} {
		if table != nil {
			parts = append(parts, table.HandoutPart)
		}
	}
	return parts
}

// Every format has all texts of a handout.
func TestHandoutFormats(t *testing.T) {
	for name, v := range views(t) {
		h := v.Handout()
		want := []string{h.Head.Title.String(), h.Head.Organization, h.Head.Date, h.Head.Sharing, h.Head.Internal, h.Message, h.Bars.Caption.String(), h.Bars.More}
		for _, p := range handoutParts(h) {
			want = append(want, p.Heading)
			for _, s := range p.Sentences {
				want = append(want, s.String())
			}
		}
		for _, r := range h.Bars.Rows {
			want = append(want, r.Label.String(), r.Share)
		}
		for _, table := range []*report.HandoutTable{h.Progress, h.Targets} {
			if table == nil {
				continue
			}
			for _, row := range table.Rows {
				for _, c := range row {
					want = append(want, c.String())
				}
			}
		}
		for _, s := range h.Made {
			want = append(want, s.String())
		}
		for _, f := range formats {
			if !strings.HasPrefix(f.name, "handout.") {
				continue
			}
			out := output(t, v, f.write)
			if f.name == "handout.html" {
				out = pageText(t, out)
				reporttest.CheckPage(t, output(t, v, f.write), -1)
			}
			out = words(strings.NewReplacer(`\`, "", "<br>", " ", "<span>", "", "</span>", "").Replace(out))
			for _, s := range want {
				if !strings.Contains(out, words(s)) {
					t.Errorf("%s, %s: no %q", name, f.name, s)
				}
			}
		}
	}
}

// Sections select what is in a handout. The sharing rule is in every one.
func TestHandoutSections(t *testing.T) {
	full := everyOption(t, cei.Latest(), assess.Public(), sampleOptions)
	kinds := func(h *report.Handout) (kinds []report.FindingKind) {
		for _, p := range handoutParts(h) {
			if len(p.Sentences) > 0 {
				kinds = append(kinds, p.Kind)
			}
		}
		return kinds
	}
	for _, tt := range []struct {
		sections []report.Section
		want     []report.FindingKind
		bars     int
	}{
		{nil, []report.FindingKind{
			report.FindingStanding, report.FindingParticipation, report.FindingStrengths, report.FindingEdges, report.FindingConversations,
			report.FindingDifferences, report.FindingHidden, report.FindingProgress, report.FindingTargets,
		}, 7},
		{[]report.Section{report.SectionStrengths, report.SectionTargets}, []report.FindingKind{report.FindingStrengths, report.FindingTargets}, 0},
		{[]report.Section{report.SectionOverview}, []report.FindingKind{report.FindingStanding}, 7},
		{[]report.Section{report.SectionMethods}, nil, 0},
	} {
		opt := full.Options
		opt.Sections = tt.sections
		h := rebuilt(t, full, opt).Handout()
		if got := kinds(h); !slices.Equal(got, tt.want) || len(h.Bars.Rows) != tt.bars {
			t.Errorf("%v: %v and %d bars, want %v and %d", tt.sections, got, len(h.Bars.Rows), tt.want, tt.bars)
		}
		if h.Head.Sharing == "" || len(h.Made) == 0 {
			t.Errorf("%v: no sharing rule: %+v", tt.sections, h.Head)
		}
	}
	opt := full.Options
	opt.Sections = []report.Section{report.SectionStrengths}
	internal := everyOption(t, cei.Latest(), assess.Internal(), opt).Handout()
	if !strings.HasPrefix(internal.Head.Internal, "For internal use: this handout") {
		t.Errorf("nothing says that the handout is internal: %+v", internal.Head)
	}
}

// The text of one page has about as many lines as paper.
func TestHandoutLines(t *testing.T) {
	for _, c := range reporttest.Cases(t) {
		limit := 75
		if h := c.View.Handout(); h.Progress != nil || h.Targets != nil {
			limit = 2 * limit
		}
		if n := strings.Count(output(t, c.View, handout(text.WriteHandout)), "\n"); n > limit {
			t.Errorf("%s has %d lines", c.Name, n)
		}
	}
}

// The address of the report is in every format.
func TestHandoutAddress(t *testing.T) {
	opt := sampleOptions
	opt.Address = "https://example.org/report.html"
	v := build(t, reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson"), assess.Policy{}, &opt)
	if got := fmt.Sprint(v.Handout().Made); !strings.Contains(got, "how they were made: "+opt.Address) {
		t.Errorf("no address in %s", got)
	}
}

// A handout whose end is on the second page has more sentences on the first.
func TestHandoutOfTwoPages(t *testing.T) {
	sentences := func(sections ...report.Section) (n int) {
		opt := reporttest.SpanishOptions()
		opt.Sections = sections
		for _, p := range reporttest.EveryOption(t, reporttest.Spanish(t), assess.Public(), opt).Handout().Parts {
			n += len(p.Sentences)
		}
		return n
	}
	one := slices.DeleteFunc(report.Sections(), func(s report.Section) bool {
		return s == report.SectionProgress || s == report.SectionTargets
	})
	if first, only := sentences(), sentences(one...); first <= only {
		t.Errorf("%d sentences on the first of two pages, %d on the only page", first, only)
	}
}
