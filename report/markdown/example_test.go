package markdown_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/markdown"
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
	if err := markdown.Write(&b, view, nil); err != nil {
		log.Fatal(err)
	}
	lines := strings.SplitN(b.String(), "\n", 12)
	fmt.Println(strings.Join(lines[:11], "\n"))
	// Output:
	// # CEI Community Engagement Best Practices Self Assessment Tool
	//
	// Sharing rule “public”: results of fewer than 10 people are not shown.
	//
	// <a id="part-findings"></a>
	//
	// ## What we found
	//
	// **[Where we stand](#part-overview):**
	//
	// - 2,802 of 6,698 ratings are at Maturing or above.
}
