package schema

import (
	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
)

// examples returns a response to a rubric and the draft of one.
func examples(r *rubric.Rubric) []any {
	response := func(id string) assess.ResponseDocument {
		return assess.ResponseDocument{Format: assess.ResponseFormat, Rubric: r.Ref().String(), ID: id}
	}
	done, draft := response("r-0001"), response("r-0002")
	draft.Draft, draft.Ratings = true, make(map[string]assess.RatingEntry)
	for x := range r.Constituencies() {
		done.Constituency = x.ID
		break
	}
	lowest, _ := r.Spectrum().At(1)
	highest, _ := r.Spectrum().At(r.Spectrum().Len())
	ratings := []assess.RatingEntry{
		{Stage: lowest.ID()},
		{Stage: highest.ID(), Evidence: []string{"https://example.org/minutes"}, Note: "2026"},
		{Stage: "dont-know"},
	}
	done.Ratings = make(map[string]assess.RatingEntry)
	for c := range r.AskedOf(done.Constituency) {
		if len(ratings) > len(done.Ratings) {
			done.Ratings[c.ID()] = ratings[len(done.Ratings)]
		}
	}
	return []any{&done, &draft}
}
