// Package formcheck checks the forms of package assess/form with the readers of the
// formats themselves, which are no Go programs: SurveyJS forms with survey-core. It
// has tests only, which need Node.js:
//
//	npm ci
//	go test .
package formcheck
