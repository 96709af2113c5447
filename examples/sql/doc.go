// Command sql counts answers that are kept in a database, without reading a response into
// memory: the database groups and counts, and [assess.TallyCounts] makes exact tallies of
// its rows.
//
//	go -C examples/sql run .
//
// fills a SQLite database in memory with the answers of the sample district, one row for each
// answer, and prints the report of all schools together.
package main
