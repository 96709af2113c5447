// Command author helps to write rubrics, translations and crosswalks.
//
//	go run ./examples/author sheet [-rubric FILE] [-out FILE.csv]
//	go run ./examples/author rubric [flags] FILE [-out FILE.yaml]
//	go run ./examples/author overlay -rubric FILE -lang CODE [-out FILE.yaml]
//	go run ./examples/author overlay -rubric FILE -update OVERLAY [-before FILE] [-out FILE.yaml]
//	go run ./examples/author crosswalk [-out FILE.yaml] OLD NEW
//	go run ./examples/author case [-rubric FILE] [-base-uri URI] [-creator NAME] [-out FILE.json]
//
// sheet writes a rubric as a spreadsheet, or a template to fill in. rubric makes a rubric from a
// spreadsheet, from 1EdTech CASE, from a FHIR Questionnaire, or from the files of OWASP SAMM or
// DSOMM. overlay drafts a translation or brings one up to date after a new edition. crosswalk
// drafts what became of the competencies of an earlier edition. case writes a rubric as a CFPackage
// of CASE 1.1, which rubric reads back, and reports what the package loses.
//
// What is written is on standard output or in the file that -out names. How much is left to do
// is on standard error. The exit status is 0, 1 if the input has problems, which are on standard
// error with line and column, and 2 if a flag is wrong or a file cannot be read.
//
// README.md in this directory shows the steps.
package main
