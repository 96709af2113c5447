// Package tidy writes the counts of a report as a CSV table with one count in each row, and a codebook
// that explains its columns.
//
//	err := tidy.Write(w, view, nil)
//	err = tidy.WriteCodebook(w, view, nil)
//
// The table is stable output: new columns are added at the end, and existing ones keep their names
// and meanings. It follows RFC 4180 and is UTF-8, without a byte order mark unless [Options] asks for
// one. Numbers are plain digits in every language.
//
// If competencies name maturity levels, there are the columns maturity_level and level_state, and the
// last rows, whose measure is maturity-level, count the competencies of each level that are in place.
//
// Each domain and competency, and then each strand, has rows for everyone and for each constituency: one for each stage and
// one for each reason for a missing rating. A hidden result has its rows too, with the status
// hidden and without numbers, and so has that of a constituency that is not asked, with the
// status not-asked. Columns of change are in the table if the report compares with an earlier
// wave.
//
// The constituency "all" is always everyone together. A constituency whose id is "all" is
// written "group:all", which is not a valid id.
//
// A text that a spreadsheet could run as a formula has an apostrophe before it; see [GuardFormula].
//
// Nil and zero arguments are rejected by the rule of package spectrum: an error that names the
// function and the argument.
package tidy
