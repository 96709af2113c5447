package tidy

import "github.com/waymark-go/waymark/internal/formula"

// GuardFormula returns text with an apostrophe before it if a spreadsheet could run it as a
// formula, and text itself otherwise. Spreadsheets run a cell that begins with a sign such as =, even
// in a quoted cell of a CSV file, and a formula can fetch and send data. The full-width and
// small forms of the signs count, because East Asian versions accept them, as do signs after
// invisible characters, because some programs drop those.
func GuardFormula(text string) string { return formula.Guard(text) }
