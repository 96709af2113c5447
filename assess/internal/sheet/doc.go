// Package sheet reads responses from spreadsheets: comma-separated values as people and
// form tools save them. What a sheet may look like is described at the function CSV of
// package assess.
//
// # How a sheet is read
//
//	window     reads the input ahead (a separate package)
//	rowReader  splits the input into rows and cells; it knows no rubric
//	headings   says what a header means
//	words      says what a cell's text means: a stage, a non-answer, a constituency, ...
//	headerReader finds the header row and makes the layout: what each column is
//	cellReader interprets the cells of a row by the layout and fills a record
//	longReader puts the rows of a response together, if a row has one rating
//
// [Open] reads the header row and [Sheet.Read] the rest. To count a large sheet,
// [Sheet.Next] divides it into blocks of complete rows, and each goroutine has a [Scanner]
// that reads its blocks.
//
// # Two readers of rows
//
// Quoted cells are recognized in three places, and two of them are there for speed.
// The rowReader is the one that decides. A Scanner reads most rows several times as fast,
// because it looks at each byte once and remembers what short cells mean; it hands every
// row that it is not sure of to the rowReader and the cellReader. [Sheet.Next] finds the
// ends of rows without splitting them. It is sequential while the scanners run in
// parallel, so its speed bounds theirs; it, too, leaves rows in doubt to the rowReader.
// Tests here compare blocks and scanners with [Sheet.Read], and the rowReader with
// encoding/csv; tests in package assess compare Collect with CSV on mutated sheets.
//
// # Where to add things
//
// A description of a sheet (a mapping, or a profile of a form tool) becomes [Options]; if
// it names columns by their position or a pattern, headings are where a header gets its
// meaning and headerReader.addColumn where a column does. Words that differ by column
// take a words for each column in the cellReader. Rows that do not count are skipped next
// to row.isImportRow, which already skips those of Qualtrics. Another encoding is a
// reader before the window. Unknown columns are reported in headerReader.addColumn only.
// guesses.go has what is concluded from headers and cells together, events.go what a tool
// says of repeats, and Values is for names and texts that are not in a sheet.
package sheet
