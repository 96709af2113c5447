// Command sample writes the made-up responses under testdata:
//
//	go run ./internal/sample
//
// The responses resemble one district's self-assessment, so that reports, examples and
// benchmarks have realistic input without anybody's real answers. The program always writes
// the same bytes.
package main
