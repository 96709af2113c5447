package assess_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/waymark-go/waymark/assess"
)

// The levels of a constituency are those of the competencies that it is asked, and what is published
// reads back.
func TestLevelsNotAsked(t *testing.T) {
	r := audiences(t,
		"id: greeting\n", "id: greeting\n        level: 2\n",
		"id: language-help\n", "id: language-help\n        level: 1\n",
		"id: safe-places\n", "id: safe-places\n        level: 2\n")
	var tally assess.Tally
	for _, constituency := range []string{"student", "family", "educator"} {
		for range 20 {
			for _, stage := range []string{"always", "always", "sometimes"} {
				d := assess.ResponseDocument{Constituency: constituency, Ratings: make(map[string]assess.RatingEntry)}
				for c := range r.Competencies() {
					if c.Asks(constituency) {
						d.Ratings[c.ID()] = assess.RatingEntry{Stage: stage}
					}
				}
				if err := tally.Add(respond(t, r, d)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	s, err := tally.Summarize(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Publish(assess.Internal())
	if err != nil {
		t.Fatal(err)
	}
	for constituency, want := range map[string]assess.LevelResults{
		"student":   {{Level: 2, Met: 2, State: assess.LevelReached}},
		"family":    {{Level: 1, Met: 1, State: assess.LevelReached}, {Level: 2, Met: 1, State: assess.LevelReached}},
		"educator":  {{Level: 1, Met: 1, State: assess.LevelReached}, {Level: 2, Met: 2, State: assess.LevelReached}},
		"community": {{Level: 2, Unrated: 1, State: assess.LevelOpen}},
	} {
		got, ok := p.Levels(assess.AllDomains, constituency)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s: %t (-want +got):\n%s", constituency, ok, diff)
		}
	}
	if got, ok := p.Levels("language-help", "student"); ok {
		t.Errorf("students are asked nothing of language-help, but have %v", got)
	}
	first, err := json.Marshal(p.Document())
	if err != nil {
		t.Fatal(err)
	}
	again, err := assess.LoadPublished(r, "report.json", first, nil)
	if err != nil {
		t.Fatal(err)
	}
	second, err := json.Marshal(again.Document())
	if diff := cmp.Diff(string(first), string(second)); diff != "" || err != nil {
		t.Errorf("another document after loading (error %v, -want +got):\n%s", err, diff)
	}
}
