package assess_test

import (
	"testing"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

func TestProfile(t *testing.T) {
	p, err := assess.NewResponse(cei.Latest(), assess.ResponseDocument{
		ID: "r", Constituency: "leader", Ratings: map[string]assess.RatingEntry{
			"integrated-resources": {Stage: "maturing"},
			"partner-ecosystem":    {Stage: "developing"},
			"neighborhood-hubs":    {Stage: "advanced"},
			"partnership-data":     {Stage: "dont-know"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	domains := p.Profile().Domains
	if len(domains) != 7 {
		t.Fatalf("%d domains", len(domains))
	}
	empty, d := domains[0], domains[6]
	if !empty.Floor.IsZero() || empty.Stages.N() != 0 || empty.NonAnswers.NotAnswered != 5 {
		t.Errorf("a domain without ratings: %+v", empty)
	}
	low, high := d.Stages.Median()
	if low.ID() != "maturing" || high.ID() != "maturing" || d.Floor.ID() != "developing" {
		t.Errorf("median %s to %s, floor %s", low, high, d.Floor)
	}
	if want := (assess.NonAnswers{NotAnswered: 1, DontKnow: 1}); d.NonAnswers != want {
		t.Errorf("non-answers %+v, want %+v", d.NonAnswers, want)
	}
	c := d.Competencies[0]
	if c.Stage.ID() != "maturing" || c.Next.ID() != "advanced" || c.NextDescriptor == "" {
		t.Errorf("%s at %s, then %s: %q", c.Competency.ID(), c.Stage, c.Next, c.NextDescriptor)
	}
	if top := d.Competencies[2]; !top.Next.IsZero() || top.NextDescriptor != "" {
		t.Errorf("above the highest stage: %s %q", top.Next, top.NextDescriptor)
	}
}
