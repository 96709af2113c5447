package html_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
	"github.com/waymark-go/waymark/testdata"
)

// published returns the results of the sample district.
func published() *assess.Published {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "district.ndjson", bytes.NewReader(testdata.District), nil) {
		if err == nil {
			err = tally.Add(resp)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		log.Fatal(err)
	}
	p, err := summary.Publish(assess.Policy{})
	if err != nil {
		log.Fatal(err)
	}
	return p
}

func ExampleWrite() {
	view, err := report.Build(published(), nil)
	if err != nil {
		log.Fatal(err)
	}
	var b strings.Builder
	if err := html.Write(&b, view, nil); err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, "<h1>") || strings.HasPrefix(line, "<h2") {
			fmt.Print(line)
		}
	}
	// Output:
	// <h1>CEI Community Engagement Best Practices Self Assessment Tool</h1>
	// <h2 id="findings-h">What we found</h2>
	// <h2 id="who-h">Who took part</h2>
	// <h2 id="overview-h">Overview by domain</h2>
	// <h2 id="strands-h">Strands</h2>
	// <h2 id="domain-building-relationships-h">1 Building Relationships</h2>
	// <h2 id="domain-building-collective-efficacy-h">2 Building Collective Efficacy</h2>
	// <h2 id="domain-shared-power-and-decision-making-h">3 Shared Power And Decision-Making</h2>
	// <h2 id="domain-operations-systems-and-resourcing-h">4 Operations, Systems, Structures, and Resourcing the Work</h2>
	// <h2 id="domain-families-as-co-educators-h">5 Families As Co-Educators</h2>
	// <h2 id="domain-participatory-practices-with-students-h">6 Participatory Practices with Students</h2>
	// <h2 id="domain-community-as-collaborators-h">7 Community as Collaborators</h2>
	// <h2 id="differences-h">Biggest differences between groups</h2>
	// <h2 id="conversations-h">What to talk about next</h2>
	// <h2 id="how-to-read-h">How to read this report</h2>
	// <h2 id="methods-h">How these results were calculated</h2>
	// <h2 id="about-h">About this report</h2>
}
