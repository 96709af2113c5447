package svg_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/svg"
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
	if err := svg.Write(&b, view.Picture("differences"), nil); err != nil {
		log.Fatal(err)
	}
	_, title, _ := strings.Cut(b.String(), "<title id=\"title\">")
	title, _, _ = strings.Cut(title, "<")
	fmt.Println(title)
	// Output:
	// Where two groups see the work differently
}
