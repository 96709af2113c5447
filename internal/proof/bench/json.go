package main

import (
	"bytes"
	"encoding/json"
	"time"
)

// jsonResponse is a response for encoding/json.
type jsonResponse struct {
	Format       string                `json:"format"`
	Rubric       string                `json:"rubric"`
	ID           string                `json:"id"`
	Organization string                `json:"organization"`
	Constituency string                `json:"constituency"`
	Date         string                `json:"date"`
	Language     string                `json:"language"`
	Ratings      map[string]jsonRating `json:"ratings"`
}

// jsonRating is a rating, which is a word or an object.
type jsonRating struct {
	Stage    string   `json:"stage"`
	Evidence []string `json:"evidence"`
	Note     string   `json:"note"`
}

func (r *jsonRating) UnmarshalJSON(data []byte) error {
	if data[0] != '"' {
		type plain jsonRating
		return json.Unmarshal(data, (*plain)(r))
	}
	if word := data[1 : len(data)-1]; bytes.IndexByte(word, '\\') < 0 {
		r.Stage = string(word)
		return nil
	}
	return json.Unmarshal(data, &r.Stage)
}

// checker checks what the contenders that are written in Go have read, and counts it.
type checker struct {
	counts         *counts
	competencies   map[string]int
	constituencies map[string]int
	places         map[string]int
	ratings        []uint8
}

func newChecker(c *counts) *checker {
	return &checker{
		counts:         c,
		competencies:   places(c.survey.competencies),
		constituencies: places(c.survey.constituencies),
		places:         places(c.survey.ratings),
		ratings:        make([]uint8, len(c.survey.competencies)),
	}
}

// header reports whether a response is one to count, apart from its ratings.
func (c *checker) header(rubric, id, constituency, date string) bool {
	if rubric != c.counts.survey.ref || id == "" {
		return false
	}
	if _, ok := c.constituencies[constituency]; !ok {
		return false
	}
	_, err := time.Parse(time.DateOnly, date)
	return err == nil || date == ""
}

// rate notes the rating of a competency and reports whether it is one.
func (c *checker) rate(competency int, word string) bool {
	place, ok := c.places[word]
	c.ratings[competency] = uint8(place)
	return ok
}

// prepareJSON reads line by line into a struct: a line that cannot be read is then no
// reason to lose those after it.
func prepareJSON(s *survey, name string, workers int) (*job, error) {
	return prepareBlocks(s, name, workers, endOfLine, func(total *counts) func([]byte) error {
		c := newChecker(total)
		return func(block []byte) error {
			for line := range bytes.Lines(block) {
				var p jsonResponse
				if json.Unmarshal(line, &p) == nil && c.json(&p) {
					total.add(p.Organization, p.Constituency, c.ratings)
				}
			}
			return nil
		}
	}), nil
}

// json checks a response and reports whether it is one to count.
func (c *checker) json(p *jsonResponse) bool {
	if p.Format != "response/1" || p.Ratings == nil || !c.header(p.Rubric, p.ID, p.Constituency, p.Date) {
		return false
	}
	unanswered := uint8(c.places[notAnswered])
	for i := range c.ratings {
		c.ratings[i] = unanswered
	}
	for id, rating := range p.Ratings {
		competency, ok := c.competencies[id]
		if !ok || rating.Stage == notAnswered || !c.rate(competency, rating.Stage) {
			return false
		}
	}
	return true
}
