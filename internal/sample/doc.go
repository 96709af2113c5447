// Command sample writes the made-up responses under testdata:
//
//	go run ./internal/sample
//
// They look like one district's self-assessment, so that reports, examples and
// benchmarks have something believable to show, and nobody's answers had to be
// used for it. The same program always writes the same bytes.
package main
