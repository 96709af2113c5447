// Command check prints the problems of rubric, overlay, crosswalk, companion, consensus,
// words and response files.
//
//	go run ./examples/check [-rubric FILE or cei@EDITION] [-overlay FILE] [-crosswalk FILE] FILE...
//
// check finds out what a file is from its content. All but rubrics and words name the
// edition that they go with: an embedded one, or one of the rubric files on the
// command line. With -rubric, all go with the rubric that it names. The files that -overlay and
// -crosswalk name are checked too, and sheets may use the words of the translations. Whether
// a companion fits a rubric is checked if -rubric names one.
//
// How many responses a file has, and what was ignored or not counted in a sheet, is on
// standard error. If not everything in a sheet is clear, a mapping is proposed after the
// problems, with a guess, its reason and samples for each column. With -propose, check writes
// only the mapping:
//
//	go run ./examples/check -propose FILE.csv > mapping.yaml
//
// The flags that say how sheets are read are those of assess.
//
// Each problem is a line of its own on standard output, file:line:column: code:
// message. The exit status is 0 when there was none, 1 when there was any and 2
// when a file could not be read or the problems could not be written. It is 3 if a file has no responses and there was no problem.
// A draft is checked as far as it goes and is not a problem. How many records of a file are
// drafts is on standard error.
package main
