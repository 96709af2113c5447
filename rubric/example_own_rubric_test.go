package rubric_test

import (
	"fmt"
	"log"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/rubric"
)

// A custom rubric, from its document to a report.
func Example_ownRubric() {
	r, err := rubric.Load("circle.yaml", []byte(circle), nil)
	if err != nil {
		log.Fatal(err) // every problem of the file, one on a line
	}
	var tally assess.Tally
	for i := range 12 {
		stage := "seed"
		if i < 8 {
			stage = "tree"
		}
		resp, err := assess.NewResponse(r, assess.ResponseDocument{
			ID: fmt.Sprint(i), Ratings: map[string]assess.RatingEntry{"listening": {Stage: stage}},
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
	published, err := summary.Publish(assess.Policy{})
	if err != nil {
		log.Fatal(err)
	}
	view, err := report.Build(published, nil)
	if err != nil {
		log.Fatal(err)
	}
	// The complete report: text.Write(os.Stdout, view, nil). This is its first sentence.
	fmt.Println(view.Handout().Standing.Sentences[0])
	// Output: 8 of 12 ratings are at Tree.
}

// circle is the smallest rubric. It has no constituencies, so that its responses name none.
const circle = `
format: rubric/1
id: reading-circle
edition: "1"
title: Our reading circle
language: en
spectrum:
  id: growth
  stages:
    - {id: seed, title: Seed}
    - {id: tree, title: Tree}
domains:
  - id: talk
    title: Talk
    competencies:
      - {id: listening, title: We listen to each other}
`
