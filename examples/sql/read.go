package main

import (
	"bytes"
	"iter"

	"github.com/waymark-go/waymark/assess"
	"github.com/waymark-go/waymark/rubric/cei"
)

func readResponses(ndjson []byte) iter.Seq2[*assess.Response, error] {
	return assess.NDJSON(cei.Latest(), "district.ndjson", bytes.NewReader(ndjson), nil)
}
