package report_test

import (
	"encoding/csv"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/spectrum"
)

// notNumbers are what a number that does not exist looks like in Go and in other languages.
var notNumbers = regexp.MustCompile(`\b(NaN|[+-]?Inf|Infinity|undefined|null%)\b|%!|<nil>`)

// randomTitles are titles that renderers have to escape, wrap or align.
var randomTitles = []string{
	"A", "Families & <Students>", `"Quoted" 'text'`, "# Heading | table * star _ line", "=1+1", "日本語の題", "مجتمع", "A very long title that goes on and on until no table, no picture and no line of a terminal has room for it",
	"👩‍👩‍👧 family", "e\u0301\u0302\u0303", "{{.}} ${x} %d", "a\u00adb\u200bc", "-- ]]> -->",
}

// randomView returns the view of random answers to a random rubric under a random policy, with
// random options, or false if the options do not go together.
func randomView(tb testing.TB, d *rand.Rand) (*report.View, bool) {
	r := randomRubric(tb, d)
	p := assess.Policy{MinGroup: []int{0, 0, 1, 5, 20}[d.IntN(5)], RoundTo: []int{0, 0, 1, 5, 10}[d.IntN(5)], MinOutside: d.IntN(3)}
	publish := func() *assess.Published {
		raters := make([]uint64, 1+d.IntN(5))
		for i := range raters {
			raters[i] = uint64([]int{0, 1, d.IntN(12), d.IntN(60), d.IntN(400)}[d.IntN(5)])
		}
		return published(tb, summary(tb, r, randomTally(r, d.Uint64(), raters...)), p)
	}
	now := publish()
	opt := &report.Options{Language: []string{"", "en", "es"}[d.IntN(3)], Organization: randomTitle(d), Date: []string{"", "2026-10-01", "2026-10", "soon"}[d.IntN(4)]}
	if d.IntN(2) == 0 {
		progress, err := assess.Compare(publish(), now, nil)
		if err != nil {
			tb.Fatal(err)
		}
		opt.Progress = progress
	}
	if d.IntN(2) == 0 {
		goal, _ := r.Spectrum().At(1 + d.IntN(r.Spectrum().Len()))
		opt.Targets = map[string]spectrum.Stage{"": goal}
	}
	for _, s := range report.Sections() {
		if d.IntN(4) == 0 {
			opt.Sections = append(opt.Sections, s)
		}
	}
	if d.IntN(4) == 0 {
		c, _ := r.CompetencyAt(d.IntN(r.CompetencyCount()))
		opt.Competencies = []string{c.ID()}
	}
	v, err := report.Build(now, opt)
	return v, err == nil
}

func randomTitle(d *rand.Rand) string { return randomTitles[d.IntN(len(randomTitles))] }

func randomRubric(tb testing.TB, d *rand.Rand) *rubric.Rubric {
	return newRubric(tb, 2+d.IntN(6), d.IntN(6), 1+d.IntN(4), 1+d.IntN(5), func(doc *rubric.EditionDocument) {
		number := 0
		title := func(t *rubric.TextEntry) {
			number++
			t.Text = randomTitle(d) + strings.Repeat("+", number) // no two are the same
		}
		title(&doc.Title)
		for i := range doc.Spectrum.Stages {
			title(&doc.Spectrum.Stages[i].Title)
			if d.IntN(2) == 0 {
				doc.Spectrum.Stages[i].Messages = []rubric.TextEntry{rubricText(randomTitle(d))}
			}
		}
		for i := range doc.Constituencies {
			title(&doc.Constituencies[i].Title)
		}
		for i := range doc.Domains {
			domain := &doc.Domains[i]
			title(&domain.Title)
			if d.IntN(2) == 0 {
				doc.Strands = append(doc.Strands, rubric.StrandEntry{ID: "strand-" + domain.ID, Title: rubricText("Strand " + domain.ID), Domains: []string{domain.ID}})
			}
			for j := range domain.Competencies {
				c := &domain.Competencies[j]
				title(&c.Title)
				c.Level = d.IntN(3)
				if n := len(doc.Constituencies); n > 0 && d.IntN(4) == 0 {
					c.Asked = []string{doc.Constituencies[d.IntN(n)].ID}
				}
				if d.IntN(3) == 0 {
					stage := doc.Spectrum.Stages[d.IntN(len(doc.Spectrum.Stages))].ID
					c.Descriptors = map[string]rubric.TextEntry{stage: rubricText("First.\n\n- " + randomTitle(d))}
				}
			}
		}
	})
}

// FuzzReport checks the reports of random rubrics, answers, policies and options: every page is
// well-formed, every table of values rectangular, and no number is one that does not exist.
func FuzzReport(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		v, ok := randomView(t, rand.New(rand.NewPCG(seed, 1)))
		if !ok {
			return
		}
		for _, format := range formats {
			out := output(t, v, format.write)
			if found := notNumbers.FindString(out); found != "" {
				t.Errorf("%s has %q", format.name, found)
			}
			switch {
			case strings.HasSuffix(format.name, "html"):
				elements(t, out)
			case strings.HasSuffix(format.name, "csv"):
				rows, err := csv.NewReader(strings.NewReader(out)).ReadAll() // which wants rows of one length
				if err != nil || len(rows) < 1 {
					t.Errorf("%s: %v", format.name, err)
				}
			}
		}
	})
}

// TestRandomViews makes sure that most of the random options go together.
func TestRandomViews(t *testing.T) {
	built, results := 0, 0
	for seed := range uint64(40) {
		v, ok := randomView(t, rand.New(rand.NewPCG(seed, 1)))
		if ok {
			built++
			if v.Message == "" {
				results++
			}
		}
	}
	if built < 30 || results < 15 {
		t.Errorf("%d of 40 views were built, %d with results", built, results)
	}
}
