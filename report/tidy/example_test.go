package tidy_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/tidy"
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
	if err := tidy.Write(&b, view, nil); err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(b.String(), "\r\n")
	fmt.Println(lines[0])
	fmt.Println(lines[1])
	// Output:
	// level,id,code,title,constituency,constituency_title,measure,value,rank,count,rated,status,at_or_above,at_or_above_lower,at_or_above_upper,equal_voice_share,quartile_lower,quartile_upper,agreement,same_pairs,near_pairs,two_camps
	// domain,building-relationships,1,Building Relationships,all,Everyone,stage,not-evident,1,208,1128,shown,1128,,,0.1648,developing,maturing,0.1738,0.2661,0.6978,false
}
