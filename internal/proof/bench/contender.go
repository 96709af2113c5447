package main

import (
	"fmt"
	"path/filepath"
	"slices"
)

// contender is a way to count responses.
type contender struct {
	name  string
	title string // for the table
	forms []string
	// prepare does what has to be done once, whatever there is to count.
	prepare preparer
	single  bool // makes no use of more than one worker

	memoryLimit int64 // of Go's runtime, in bytes; 0 for none
}

// preparer prepares the counting of a file.
type preparer func(s *survey, file string, workers int) (*job, error)

// job is a file that is to be counted. Only run is measured; counts puts the result
// into the form in which it is compared.
type job struct {
	run    func() error
	counts func() (*counts, error) // nil where none come of it
	close  func() error            // nil where nothing is to be closed
}

// The forms of the files, by the ending of their names.
const (
	ndjsonForm = ".ndjson"
	csvForm    = ".csv"
)

// contenders are all of them; the first is what the others are compared with.
var contenders = []contender{
	{name: "waymark", title: "Waymark (`assess.Collect`)", forms: []string{ndjsonForm, csvForm}, prepare: prepareWaymark},
	{name: "waymark-limited", title: "the same with `GOMEMLIMIT=28MiB`", forms: []string{ndjsonForm, csvForm}, prepare: prepareWaymark, memoryLimit: 28 << 20},
	{name: "lines", title: "counting lines", forms: []string{ndjsonForm, csvForm}, prepare: prepareLines, single: true},
	{name: "json", title: "`encoding/json`", forms: []string{ndjsonForm}, prepare: prepareJSON},
	{name: "csv", title: "`encoding/csv`", forms: []string{csvForm}, prepare: prepareCSV},
	{name: "duckdb-columns", title: "DuckDB, a column for each competency", forms: []string{ndjsonForm}, prepare: prepareDuckDBColumns("")},
	{name: "duckdb-columns-tuned", title: "the same, each rating worked out once", forms: []string{ndjsonForm}, prepare: prepareDuckDBColumns(barrier)},
	{name: "duckdb-map", title: "DuckDB, ratings in a map", forms: []string{ndjsonForm}, prepare: prepareDuckDBMap},
	{name: "duckdb-csv", title: "DuckDB", forms: []string{csvForm}, prepare: prepareDuckDBCSV("")},
	{name: "duckdb-csv-tuned", title: "the same, each rating worked out once", forms: []string{csvForm}, prepare: prepareDuckDBCSV(barrier)},
}

// findContender returns the contender of a name.
func findContender(name string) (*contender, error) {
	i := slices.IndexFunc(contenders, func(c contender) bool { return c.name == name })
	if i < 0 {
		return nil, fmt.Errorf("no contender is called %q", name)
	}
	return &contenders[i], nil
}

// reads reports whether a contender can count a file.
func (c *contender) reads(file string) bool { return slices.Contains(c.forms, filepath.Ext(file)) }
