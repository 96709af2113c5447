// Sql counts answers that are kept in a database, without reading one response into
// memory: the database groups and counts, [assess.TallyCounts] makes exact tallies from
// its rows.
//
//	go -C examples/sql run .
//
// fills a SQLite database in memory with the sample district's answers, one row an
// answer, and prints the report of all schools together.
package main
