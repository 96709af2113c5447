package report_test

import (
	"io"
	"log"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/report"
	"github.com/waymark-go/waymark/report/html"
	"github.com/waymark-go/waymark/rubric/cei"
)

// writeReport writes the report of the responses in a file, one JSON object on a line.
func writeReport(out io.Writer, in io.Reader) error {
	r := cei.Latest()
	var tally assess.Tally
	for resp, err := range assess.NDJSON(r, "responses.ndjson", in, nil) {
		if err != nil {
			log.Println(err) // a bad line, with file:line:column; reading continues
			continue
		}
		if err := tally.Add(resp); err != nil {
			return err
		}
	}
	summary, err := tally.Summarize(r, nil)
	if err != nil {
		return err
	}
	published, err := summary.Publish(assess.Policy{}) // small groups are hidden
	if err != nil {
		return err
	}
	view, err := report.Build(published, nil)
	if err != nil {
		return err
	}
	return html.Write(out, view, nil)
}
