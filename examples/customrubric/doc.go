// Command customrubric assesses with a rubric of one's own: how a makers'
// workshop works, on five stages, as four groups of people see it.
//
//	go run ./examples/customrubric            the report on the terminal
//	go run ./examples/customrubric -out DIR   the report in every format
//
// The rubric is one file, rubric.yaml, which is embedded in the program. The
// responses come from no file: they are made from what an app keeps of its own,
// here made-up answer sheets (survey.go).
package main
