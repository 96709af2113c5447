// Package formcheck checks the forms of package assess/form with the readers of the
// formats: SurveyJS forms with survey-core, a JavaScript library, and with the JSON Schema that
// survey-core generates. It has tests only, which need Node.js:
//
//	npm ci
//	go test .
package formcheck
