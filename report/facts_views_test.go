package report_test

import (
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/rubric/problem"
)

// missing returns a summary that lacks records of all kinds.
func missing(t testing.TB) *assess.Summary {
	t.Helper()
	r := cei.Latest()
	e := assess.Exclusions{
		Refused: []assess.Refusal{
			{Code: problem.UnknownStage, Constituency: "family", Language: "es", Count: 40},
			{Code: problem.TotalsRow, Count: 2},
			{Code: problem.TooDeep, Count: 1},
			{Code: problem.NotAsked, Count: 3},
			{Code: problem.TwoAnswers, Language: "zh", Count: 7},
		},
		NotCounted: []assess.ReasonCount{{Reason: "preview", Count: 3}, {Reason: "test", Count: 2}, {Reason: "wrong school", Count: 1200}},
		Counted:    []assess.LanguageCount{{Language: "en", Count: 90}, {Language: "es", Count: 30}},
	}
	tally := reporttest.RandomTally(r, 3, 40, 40, 40, 40)
	s, err := tally.Summarize(r, &assess.SummaryOptions{Exclusions: &e})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A report says how many records are not in it and why, and of whom there are more.
func TestMissing(t *testing.T) {
	for language, want := range map[string][]string{
		"en": {"1,258 records are not in this report: “wrong school” (1,200), an answer is not one of the stages (47), a preview or a test (5), an answer to something that the group is not asked (3), a row of totals or headings (2), another reason (1).", "given by families", "language “es”", "small group"},
		"es": {"1,258 registros no están en este informe: “wrong school” (1,200)", "del grupo “Families”", "idioma “es”", "grupo pequeño"},
	} {
		v := build(t, missing(t), assess.Policy{}, &report.Options{Language: language})
		if len(v.Head.Missing) != len(want) {
			t.Fatalf("%q", v.Head.Missing)
		}
		for i, text := range want {
			if got := v.Head.Missing[i].String(); !strings.Contains(got, text) {
				t.Errorf("%q does not say %q", got, text)
			}
		}
	}
}

// views are reports of all kinds by name.
func views(t testing.TB) map[string]*report.View {
	t.Helper()
	district := reporttest.SummarizeFile(t, cei.Latest(), "district-2023.2.ndjson")
	team := reporttest.SummarizeFile(t, cei.Latest(), "team-2023.2.ndjson")
	one := newRubric(t, 4, 2, 1, 3, nil)
	groupless := newRubric(t, 2, 0, 2, 2, func(doc *rubric.EditionDocument) { doc.Title = rubricText("Two stages, no groups") })
	short := func(v *report.View, sections []report.Section, groups ...string) *report.View {
		opt := v.Options
		opt.Sections, opt.Constituencies = sections, groups
		out, err := report.Build(v.Published, &opt)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	public := everyOption(t, cei.Latest(), assess.Public(), sampleOptions)
	internal := everyOption(t, cei.Latest(), assess.Internal(), sampleOptions)
	return map[string]*report.View{
		"small":             reporttest.Small(t),
		"strands, levels":   reporttest.RepairCafe(t),
		"district":          build(t, district, assess.Policy{}, &sampleOptions),
		"larger groups":     build(t, district, assess.Policy{MinGroup: 45}, nil),
		"one mind, rounded": build(t, district, assess.Policy{MinOutside: 40, RoundTo: 10}, nil),
		"team, public":      build(t, team, assess.Public(), nil),
		"team, internal":    build(t, team, assess.Internal(), nil),
		"nobody":            build(t, summary(t, one, &assess.Tally{}), assess.Public(), nil),
		"goals":             public,
		"goals, internal":   internal,
		"goals, hidden":     everyOption(t, cei.Latest(), assess.Policy{MinGroup: 100, MinOutside: 60}, sampleOptions),
		"goals, Spanish":    everyOption(t, localized(t), assess.Internal(), spanishOptions),
		"one domain":        build(t, summary(t, one, randomTally(one, 4, 12, 2345)), assess.Public(), nil),
		"few ratings":       build(t, summary(t, one, randomTally(one, 1, 1, 2)), assess.Internal(), nil),
		"no groups":         build(t, summary(t, groupless, randomTally(groupless, 1, 20)), assess.Public(), nil),
		"two pages":         short(public, []report.Section{report.SectionOverview, report.SectionEdges, report.SectionConversations}),
		"two groups":        short(internal, nil, "family", "leader"),
		"missing":           build(t, missing(t), assess.Policy{}, nil),
		"one group":         short(public, []report.Section{report.SectionDomains, report.SectionProgress}, "student"),
	}
}
