// Command xlsform writes a rubric as an XLSForm workbook, the file that KoboToolbox
// and ODK make a form of.
//
//	go run . [-rubric FILE or cei@EDITION] [-overlay FILE] [-lang CODE,CODE] [-out FILE.xlsx]
//
// -overlay may be repeated. -crosswalk is read and checked: a form does not need it.
//
// Standard error has what the form cannot carry, a line for each reason.
package main
