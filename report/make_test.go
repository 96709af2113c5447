package report_test

import (
	"io"
	"testing"

	"github.com/waymark-go/waymark/internal/proof/reporttest"
	"github.com/waymark-go/waymark/report"
)

// These functions are short names for making views in tests.
var (
	newRubric   = reporttest.NewRubric
	rubricText  = reporttest.Text
	tally       = reporttest.Tally
	randomTally = reporttest.RandomTally
	summary     = reporttest.Summarize
	published   = reporttest.Publish
	build       = reporttest.Build
	localized   = reporttest.Spanish
	stage       = reporttest.Stage
	consensusOn = reporttest.Consensus
	everyOption = reporttest.EveryOption

	sampleOptions, spanishOptions = reporttest.EnglishOptions(), reporttest.SpanishOptions()
)

// write writes a view with the default options of a renderer.
func write[Options any](t testing.TB, v *report.View, render func(io.Writer, *report.View, *Options) error) string {
	t.Helper()
	return reporttest.Write(t, v, render, nil)
}

// output writes a view with one of the formats.
func output(t testing.TB, v *report.View, render func(io.Writer, *report.View) error) string {
	t.Helper()
	return reporttest.Written(t, func(w io.Writer) error { return render(w, v) })
}

// with returns a renderer that uses the default options.
func with[Document, Options any](render func(io.Writer, *Document, *Options) error) func(io.Writer, *Document) error {
	return func(w io.Writer, d *Document) error { return render(w, d, nil) }
}
