package main

import (
	"fmt"
	"slices"

	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
)

// survey is what every contender has to know of the rubric: the words that a response
// may use, in the order in which they are counted.
type survey struct {
	rubric         *rubric.Rubric
	ref            string
	competencies   []string
	constituencies []string
	// ratings are what a competency may be rated as: the stages, lowest first, and the
	// non-answers. The place of a word is the place of its count.
	ratings []string
}

// notAnswered is the rating that no response says: the competency is absent.
const notAnswered = ""

// newSurvey returns the survey with the edition that has 34 competencies.
func newSurvey() (*survey, error) {
	r, err := cei.Edition("2023.1")
	if err != nil {
		return nil, fmt.Errorf("load the rubric: %w", err)
	}
	s := &survey{rubric: r, ref: r.Ref().String()}
	for c := range r.Competencies() {
		s.competencies = append(s.competencies, c.ID())
	}
	for c := range r.Constituencies() {
		s.constituencies = append(s.constituencies, c.ID)
	}
	for stage := range r.Spectrum().Stages() {
		s.ratings = append(s.ratings, stage.ID())
	}
	s.ratings = append(s.ratings, notAnswered, "not-applicable", "dont-know", "declined")
	return s, nil
}

// place returns the place of a rating's count.
func (s *survey) place(rating string) int { return slices.Index(s.ratings, rating) }

// places returns the places of words in a list.
func places(words []string) map[string]int {
	m := make(map[string]int, len(words))
	for i, w := range words {
		m[w] = i
	}
	return m
}
