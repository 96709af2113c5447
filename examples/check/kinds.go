package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
)

// kind is what a file holds.
type kind int

const (
	document  kind = iota // a rubric, or what is reported as a bad one
	overlay               // a translation
	crosswalk             // the way from one edition to another
	consensus             // what a team agreed on
	words                 // the words of reports in a language
	response              // one response, in YAML
	responses             // responses in any form that assess.Read knows
)

var formatKey = regexp.MustCompile(`(?m)(?:^|[{,\s])["']?format["']?\s*:\s*["']?([a-z]+)/`)

// kindOf tells what a file holds from its format key, which may stand anywhere in
// the document; spreadsheets, which have none, from their names.
func kindOf(file string, head []byte) kind {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(file, ".gz"))) {
	case ".ndjson", ".jsonl", ".csv", ".tsv":
		return responses
	}
	start := bytes.TrimLeft(head, "\ufeff \t\r\n")
	if bytes.HasPrefix(start, []byte{'['}) {
		return responses
	}
	m := formatKey.FindSubmatch(head)
	if m == nil {
		return document
	}
	switch string(m[1]) {
	case "overlay":
		return overlay
	case "crosswalk":
		return crosswalk
	case "consensus":
		return consensus
	case "words":
		return words
	case "response":
		if bytes.HasPrefix(start, []byte{'{'}) {
			return responses
		}
		return response
	}
	return document
}
