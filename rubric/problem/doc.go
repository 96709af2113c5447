// Package problem is the vocabulary in which every reader of Waymark reports
// what is wrong with an input, from a broken byte to a report's words file.
//
// A [Problem] has a place ([Pos]), a path within the document, a stable [Code]
// for programs, and a message and a hint for people. A reader collects the
// problems of a document in a [List] and returns them all together:
//
//	r, err := rubric.Load("rubric.yaml", data, nil)
//	if ps, ok := problem.Of(err); ok {
//		for _, p := range ps {
//			fmt.Println(p) // rubric.yaml:3:1: missing-key: title: the key title is missing
//		}
//	}
//
// Codes are part of the API and never change. The wording of messages and hints
// is not, and may change in any version.
//
// A program that shows problems on a web page or sends them to another program
// uses their JSON form, which [Problem.MarshalJSON] documents.
package problem
