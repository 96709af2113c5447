package report_test

import (
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/spectrum"
)

func published(t testing.TB, s *assess.Summary, p assess.Policy) *assess.Published {
	t.Helper()
	out, err := s.Publish(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func stage(t testing.TB, r *rubric.Rubric, id string) spectrum.Stage {
	t.Helper()
	s, ok := r.Spectrum().Stage(id)
	if !ok {
		t.Fatalf("no stage %s", id)
	}
	return s
}

func consensusOn(t testing.TB, r *rubric.Rubric, doc string) *assess.Consensus {
	t.Helper()
	k, err := assess.LoadConsensus(r, "team.yaml", []byte("format: consensus/1\nrubric: "+r.Ref().String()+"\nid: team-1\n"+doc))
	if err != nil {
		t.Fatal(err)
	}
	return k
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

// everyOption is a view of the district, against an earlier year on the earlier
// edition, with a consensus and goals.
func everyOption(t testing.TB, r *rubric.Rubric, policy assess.Policy, opt report.Options) *report.View {
	t.Helper()
	old, err := cei.Edition("2023.1")
	if err != nil {
		t.Fatal(err)
	}
	x, err := cei.Crosswalk("2023.1", "2023.2")
	if err != nil {
		t.Fatal(err)
	}
	before := published(t, summary(t, old, randomTally(old, 11, 40, 90, 45, 23, 12)), policy)
	after := published(t, summarize(t, r, "district-2023.2.ndjson"), policy)
	if opt.Progress, err = assess.Compare(before, after, x); err != nil {
		t.Fatal(err)
	}
	opt.Consensus = consensusOn(t, r, teamDoc)
	opt.Targets = map[string]spectrum.Stage{
		assess.Whole: stage(t, r, "maturing"), "building-relationships": stage(t, r, "advanced"),
		"welcoming-culture": stage(t, r, "maturing"), "participatory-budgeting": stage(t, r, "developing"),
	}
	v, err := report.Build(after, &opt)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestGoldenGoals(t *testing.T) {
	v := everyOption(t, cei.Latest(), assess.Public(), sampleOptions)
	golden(t, "report/goals.txt", write(t, v, (*report.View).WriteText))
	golden(t, "report/goals.md", write(t, v, (*report.View).WriteMarkdown))
	golden(t, "report/goals.html", write(t, v, (*report.View).WriteHTML))
	v = everyOption(t, localized(t), assess.Public(), spanishOptions)
	golden(t, "report/goals-es.txt", write(t, v, (*report.View).WriteText))
	v = everyOption(t, cei.Latest(), assess.Internal(), sampleOptions)
	golden(t, "report/goals-internal.txt", write(t, v, (*report.View).WriteText))
	golden(t, "report/goals-internal.html", write(t, v, (*report.View).WriteHTML))
}
