// Command quickstart shows Waymark's main job: it reads a community's ratings on
// the embedded CEI rubric and prints a report.
//
//	go run ./examples/quickstart            the report on the terminal
//	go run ./examples/quickstart -out DIR   the report in every format, with the handout,
//	                                        texts to paste, the guide for a meeting about
//	                                        it, a worksheet to rate on paper, the handbook
//	                                        of the rubric and the reflection worksheet of
//	                                        Domain 7
//
// The ratings are synthetic; testdata/README.md says how they are made.
package main
