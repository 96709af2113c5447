// Package formula keeps spreadsheets from running the text of a cell.
//
// A cell that begins with a sign such as = is a formula to them, even in a CSV file and
// within quotation marks, and a formula can fetch and send things. A report as CSV holds
// texts of others, such as titles of rubrics, and has [Guard] look at each of them.
package formula
