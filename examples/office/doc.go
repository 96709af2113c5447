// Command office reads responses from an Excel workbook (.xlsx) and writes a report, or
// the sheet as CSV.
//
//	go -C examples/office run . [flags] "$PWD/FILE.xlsx"
//	go -C examples/office run . -csv "$PWD/FILE.xlsx" > sheet.csv
//
// It reads the sheet that -sheet names, otherwise the first visible one. Cells that are days
// are written as 2026-10-01, numbers as they were typed, without the digits that their
// format hides. All cells of a merged range get its value. Hidden rows are read and
// reported; -skip-hidden leaves them out. The reader, the mapping and the flags for sheets
// are those of examples/assess.
//
// A workbook may have 64 MiB, 256 MiB unpacked, a sheet 1,048,576 rows and 4,096 columns.
package main
