package report_test

import "github.com/waymark-go/waymark/internal/proof/reporttest"

// What the tests make their views with, under short names.
var (
	newRubric   = reporttest.NewRubric
	text        = reporttest.Text
	tally       = reporttest.Tally
	randomTally = reporttest.RandomTally
	summary     = reporttest.Summarize
	published   = reporttest.Publish
	build       = reporttest.Build
	write       = reporttest.Write
	localized   = reporttest.Spanish
	stage       = reporttest.Stage
	consensusOn = reporttest.Consensus
	everyOption = reporttest.EveryOption

	sampleOptions, spanishOptions = reporttest.EnglishOptions(), reporttest.SpanishOptions()
)
