// Command generate writes the JSON Schemas of the documents that are the same for
// every rubric, from the types that Go reads and writes them by:
//
//	go run ./assess/schema/internal/generate -root .
//
// The descriptions are the comments of the types' fields, which is why the schemas
// cannot be made when a program runs.
package main
