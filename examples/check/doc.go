// Command check prints the problems of rubric, overlay, crosswalk, consensus, words
// and response files.
//
//	go run ./examples/check [-rubric FILE or cei@EDITION] FILE...
//
// What a file is shows in its content. All but rubrics and words name the
// edition that they go with: an embedded one, one of the rubric files on the
// command line, or, for all of them, the one that -rubric names.
//
// Each problem is a line of its own on standard output, file:line:column: code:
// message. The exit status is 0 when there was none, 1 when there was any and 2
// when a file could not be read. A draft is checked as far as it goes and is not a
// problem. How many records of a file are drafts is on standard error.
package main
