// Command bench measures how fast Waymark counts the responses of a state, and how
// fast the same is done with encoding/json, encoding/csv, DuckDB and, at the other
// end, by only counting lines. It makes the responses itself, the same ones for the
// same seed, checks that all come to the same counts, and prints tables.
//
// The command state does everything that a state needs, from the files of ten thousand schools to the
// published documents of all of them.
//
// The README describes the measurements and has the results.
package main
