package check

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/waymark-go/waymark/examples/internal/cli"
)

// kind is what a file holds.
type kind int

const (
	document  kind = iota // a rubric, or what is reported as a bad one
	overlay               // a translation
	crosswalk             // the way from one edition to another
	companion             // texts that go with a rubric
	consensus             // what a team agreed on
	words                 // the words of reports in a language
	response              // one response, in YAML
	responses             // responses in any form that assess.Read knows
	mapping               // what the columns of a sheet are
	comments              // what raters wrote, as a document
	survey                // results of a SurveyJS form
)

// formatKey returns the pattern of a format key with the name of the format.
var formatKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)(?:^|[{,\s])["']?format["']?\s*:\s*["']?([a-z]+)/`)
})

// kindOf returns what a file holds by its format key, which may be anywhere in the document, or by
// its name if it is a spreadsheet.
func kindOf(file string, head []byte) kind {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(file, ".gz"))) {
	case ".ndjson", ".jsonl", ".csv", ".tsv":
		return responses
	case ".yaml", ".yml", ".json":
		if len(bytes.TrimLeft(head, "\ufeff \t\r\n")) == 0 {
			return document // which is empty
		}
	}
	start := bytes.TrimLeft(head, "\ufeff \t\r\n")
	if cli.IsSurveyJS(head) {
		return survey
	}
	if bytes.HasPrefix(start, []byte{'['}) {
		return responses
	}
	m := formatKey().FindSubmatch(head)
	if m == nil {
		if len(start) == 0 || isSheet(start) {
			return responses
		}
		return document
	}
	switch string(m[1]) {
	case "overlay":
		return overlay
	case "crosswalk":
		return crosswalk
	case "companion":
		return companion
	case "consensus":
		return consensus
	case "comments":
		return comments
	case "mapping":
		return mapping
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

// isSheet reports whether an input without a format key begins like a spreadsheet or a
// workbook, whatever its name is.
func isSheet(start []byte) bool {
	for _, magic := range []string{"PK\x03\x04", "\xd0\xcf\x11\xe0", "\xff\xfe", "\xfe\xff", "%PDF", "<"} {
		if bytes.HasPrefix(start, []byte(magic)) {
			return true
		}
	}
	line, _, _ := bytes.Cut(start, []byte("\n"))
	if len(line) == 0 || line[0] == '#' || line[0] == '{' || line[0] == '-' {
		return bytes.HasPrefix(line, []byte("#,"))
	}
	return bytes.ContainsAny(line, ",;\t|") && !regexp.MustCompile(`^[A-Za-z_]+:(\s|$)`).Match(line)
}
