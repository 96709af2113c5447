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
	response              // one response
	responses             // one response on a line
)

var formatKey = regexp.MustCompile(`(?m)(?:^|[{,\s])["']?format["']?\s*:\s*["']?([a-z]+)/`)

// kindOf tells what a file holds from its format key, which may stand anywhere in
// the document, and NDJSON from JSON by the lines.
func kindOf(file string, head []byte) kind {
	ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(file, ".gz")))
	if ext == ".ndjson" || ext == ".jsonl" {
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
	case "response":
		if bytes.Contains(head, []byte("\n{")) {
			return responses
		}
		return response
	}
	return document
}
