package text_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/text"
	"github.com/waymark-go/waymark/rubric"
)

func ExampleWrite() {
	r, err := rubric.Load("team.yaml", []byte(`
format: rubric/1
id: team
edition: "1"
title: How our team works
language: en
spectrum:
  id: steps
  stages: [{id: starting, title: Starting}, {id: steady, title: Steady}]
domains:
  - id: meetings
    title: Meetings
    competencies: [{id: agenda, title: Everyone adds to the agenda}]
`), nil)
	if err != nil {
		log.Fatal(err)
	}
	var tally assess.Tally
	for i, stage := range []string{"starting", "steady", "steady"} {
		resp, err := assess.NewResponse(r, assess.ResponseDocument{
			Format: assess.ResponseFormat, Rubric: "team@1", ID: "r-" + string(rune('1'+i)),
			Ratings: map[string]assess.RatingEntry{"agenda": {Stage: stage}},
		})
		if err != nil {
			log.Fatal(err)
		}
		if err := tally.Add(resp); err != nil {
			log.Fatal(err)
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		log.Fatal(err)
	}
	published, err := summary.Publish(assess.Internal())
	if err != nil {
		log.Fatal(err)
	}
	view, err := report.Build(published, &report.Options{Sections: []report.Section{report.SectionDomains}})
	if err != nil {
		log.Fatal(err)
	}
	var b strings.Builder
	if err := text.Write(&b, view, &text.Options{Width: 60, ASCII: true}); err != nil {
		log.Fatal(err)
	}
	_, domain, _ := strings.Cut(b.String(), "Meetings\n")
	domain, _, _ = strings.Cut(domain, "\n\n\n")
	fmt.Println(domain)
	// Output:
	// --------
	// At Steady: 2 of 3 ratings
	//
	// Everyone adds to the agenda
	//   .....##########  Steady | 3 people rated this
	//   Starting: 1 | Steady: 2 | Agreement: -
}
