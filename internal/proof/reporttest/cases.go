package reporttest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
	"github.com/waymark-go/waymark/testdata"
)

// EnglishOptions and SpanishOptions are how the reports of the sample district are
// titled.
func EnglishOptions() report.Options {
	return report.Options{Title: "How our community sees its schools", Organization: "Sample Valley Unified School District", Date: "2026-10"}
}

func SpanishOptions() report.Options {
	return report.Options{Title: "Cómo ve nuestra comunidad sus escuelas", Organization: "Sample Valley Unified School District", Date: "2026-10"}
}

const teamDoc = `date: "2026-11-03"
language: en
who: [Site team]
agreements:
  language-access:
    stage: developing
    rationale: Interpreters are there for meetings, not for the phone.
    evidence: [Call log, Sign-in sheets]
    who: [Front office, Parent council]
    date: "2026-11-05"
  welcoming-culture: {stage: maturing}
`

// EveryOption is a view of the sample district, against an earlier year on the
// earlier edition, with a consensus and goals.
func EveryOption(t testing.TB, r *rubric.Rubric, policy assess.Policy, opt report.Options) *report.View {
	t.Helper()
	old, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	before := Publish(t, Summarize(t, old, RandomTally(old, 11, 40, 90, 45, 23, 12)), policy)
	after := Publish(t, Read(t, r, testdata.District), policy)
	if opt.Progress, err = assess.Compare(before, after, x); err != nil {
		t.Fatal(err)
	}
	opt.Consensus = Consensus(t, r, teamDoc)
	opt.Comments = Comments(t, r,
		assess.CommentEntry{Competency: "language-access", Stage: "developing", Constituency: "family", Text: "There is an interpreter at large meetings, but not when I call.", Cleared: true, Public: true},
		assess.CommentEntry{Competency: "language-access", Text: "The line was busy & nobody called back.", Cleared: true},
		assess.CommentEntry{Competency: "participatory-budgeting", Constituency: "student", Text: "We were never asked.", Cleared: true, Public: true},
		assess.CommentEntry{Competency: "participatory-budgeting", Text: "Mr. Smith decides.", Public: true},
	)
	opt.Targets = map[string]spectrum.Stage{
		assess.AllDomains: Stage(t, r, "maturing"), "building-relationships": Stage(t, r, "advanced"),
		"welcoming-culture": Stage(t, r, "maturing"), "participatory-budgeting": Stage(t, r, "developing"),
	}
	v, err := report.Build(after, &opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Case is a view that is awkward to lay out.
type Case struct {
	Name string
	View *report.View
}

// Cases are views that a layout may break on, each by a name for its files.
func Cases(t testing.TB) []Case {
	t.Helper()
	r := cei.Latest()
	english, spanish := EnglishOptions(), SpanishOptions()
	return []Case{
		{"district", Build(t, Read(t, r, testdata.District), assess.Policy{}, &english)},
		{"district-es", Build(t, Read(t, Spanish(t), testdata.District), assess.Policy{}, &spanish)},
		{"goals", EveryOption(t, r, assess.Public(), english)},
		{"goals-internal", EveryOption(t, r, assess.Internal(), english)},
		{"team-internal", Build(t, Read(t, r, testdata.Team), assess.Internal(), nil)},
		{"team-public", Build(t, Read(t, r, testdata.Team), assess.Public(), nil)},
		{"nobody", Build(t, Summarize(t, r, new(assess.Tally)), assess.Policy{}, nil)},
		{"one-competency", oneCompetency(t)},
		{"many-competencies", manyCompetencies(t)},
		{"long-titles", longTitles(t)},
		{"right-to-left", rightToLeft(t)},
		{"emoji", emoji(t)},
		{"audiences", AudiencesView(t, "en")},
		{"audiences-es", AudiencesView(t, "es")},
	}
}

// view is the view of a rubric with random ratings.
func view(t testing.TB, r *rubric.Rubric) *report.View {
	return Build(t, Summarize(t, r, RandomTally(r, 3, 30, 12, 4567, 8)), assess.Policy{}, nil)
}

func oneCompetency(t testing.TB) *report.View {
	r := NewRubric(t, 3, 0, 1, 1, nil)
	counts := map[string][][]uint64{assess.AllRaters: {{3, 6, 2}}}
	return Build(t, Summarize(t, r, Tally(r, map[string]uint64{assess.AllRaters: 12}, counts)), assess.Policy{}, nil)
}

func manyCompetencies(t testing.TB) *report.View {
	return view(t, NewRubric(t, 4, 3, 10, 30, nil))
}

// longTitles has titles of 400 characters: sentences, and words without a place to
// break.
func longTitles(t testing.TB) *report.View {
	sentence := strings.Repeat("a title that goes on and on, ", 14)[:400]
	word := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 12)[:400]
	return view(t, NewRubric(t, 4, 3, 2, 3, func(doc *rubric.EditionDocument) {
		doc.Title = Text("T" + sentence[1:])
		doc.Constituencies[0].Title, doc.Constituencies[1].Title = Text(sentence), Text(word)
		doc.Spectrum.Stages[1].Title, doc.Spectrum.Stages[2].Title = Text(sentence), Text(word)
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Title = Text(string(rune('A'+i)) + sentence[1:])
			for j := range d.Competencies {
				d.Competencies[j].Title = Text([]string{sentence, word, "Short"}[j])
			}
		}
	}))
}

// rightToLeft is a rubric in Arabic, in a report that has no Arabic words.
func rightToLeft(t testing.TB) *report.View {
	return view(t, NewRubric(t, 4, 3, 2, 3, func(doc *rubric.EditionDocument) {
		doc.Language, doc.Direction, doc.Title = "ar", "rtl", Text("تقييم المشاركة المجتمعية (2026)")
		for i, s := range []string{"غير ظاهر", "قيد التطوير", "ناضج", "متقدم"} {
			doc.Spectrum.Stages[i].Title = Text(s)
			doc.Spectrum.Stages[i].Messages = []rubric.TextEntry{Text("نسمعكم"), Text("نعمل معا")}
		}
		for i, s := range []string{"الطلاب", "الأسر", "المعلمون"} {
			doc.Constituencies[i].Title = Text(s)
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Code, d.Title = fmt.Sprint(i+1), Text("بناء العلاقات")
			d.Prompts = []rubric.TextEntry{Text("ما الخطوة التالية؟")}
			for j := range d.Competencies {
				c := &d.Competencies[j]
				c.Code, c.Title = fmt.Sprintf("%d.%d", i+1, j+1), Text([]string{"ثقافة الترحيب", "الوصول اللغوي (English)", "الميزانية 50%"}[j])
			}
		}
	}))
}

// emoji has characters that are made of several, and marks on marks.
func emoji(t testing.TB) *report.View {
	return view(t, NewRubric(t, 4, 3, 2, 3, func(doc *rubric.EditionDocument) {
		doc.Title = Text("👩‍👩‍👧‍👦 Our schools 🏳️‍🌈")
		for i, s := range []string{"🌱", "🌿 Growing", "🌳", "🌲🌲🌲 e\u0301ve\u0301ryone"} {
			doc.Spectrum.Stages[i].Title = Text(s)
		}
		for i, s := range []string{"👧🏽👦🏿", "Z\u0351\u036b\u0343a\u036b\u033dl\u0368g\u0310o\u035f", "日本語の学校"} {
			doc.Constituencies[i].Title = Text(s)
		}
		for i := range doc.Domains {
			d := &doc.Domains[i]
			d.Title = Text([]string{"❤️ Relationships", "각자의 학교"}[i])
			for j := range d.Competencies {
				d.Competencies[j].Title = Text([]string{"🇺🇸🇲🇽 flags", "e\u0301" + strings.Repeat("\u0301", 20), "नमस्ते ไทย"}[j])
			}
		}
	}))
}
