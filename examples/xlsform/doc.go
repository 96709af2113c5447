// Command xlsform writes a rubric as an XLSForm workbook, the file that KoboToolbox
// and ODK make a form of.
//
//	go run . [-rubric FILE or cei@EDITION] [-lang CODE,CODE] [-out FILE.xlsx]
//
// What the form cannot carry is said on standard error, a line for each reason.
package main
