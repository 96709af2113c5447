package assess_test

import (
	"bytes"
	"fmt"
	"io"
	"log"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// The way from responses to results: read, count, summarize, publish. The sample has a response
// of 240 people on each line; a program opens its file instead.
func Example_start() {
	published, err := count(cei.Latest(), bytes.NewReader(testdata.District))
	if err != nil {
		log.Fatal(err)
	}
	for d := range published.Rubric().Domains() {
		cell, ok := published.Cell(d.ID(), assess.AllRaters)
		if !ok || cell.Hidden {
			continue
		}
		low, high := cell.Stages.Median() // two stages if the median is between them
		fmt.Printf("%s: %s to %s\n", d.Title(), low.Title(), high.Title())
	}
	// Output:
	// Building Relationships: Developing to Maturing
	// Building Collective Efficacy: Developing to Developing
	// Shared Power And Decision-Making: Developing to Developing
	// Operations, Systems, Structures, and Resourcing the Work: Developing to Developing
	// Families As Co-Educators: Developing to Developing
	// Participatory Practices with Students: Developing to Developing
	// Community as Collaborators: Developing to Developing
}

// count counts the responses of a file, one JSON object on a line.
func count(r *rubric.Rubric, in io.Reader) (*assess.Published, error) {
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "responses.ndjson", in, nil) {
		if err != nil {
			log.Println(err) // a bad line, with file:line:column; reading continues
			continue
		}
		if err := tally.Add(resp); err != nil {
			return nil, err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return nil, err
	}
	return summary.Publish(assess.Policy{}) // small groups are hidden
}
