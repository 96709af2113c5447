// Command schema writes the JSON Schemas of all documents, for validators, forms and
// types in other languages:
//
//	go run ./examples/schema [-rubric FILE or cei@EDITION] [-overlay FILE] -out DIR
//
// rubric, overlay, crosswalk, companion, consensus, mapping, comments and summary have one
// schema each; responses have one for each embedded edition of the CEI rubric and each
// language that it is translated into, with a UI schema beside it. Under forms are the forms of
// package assess/form for each edition, with what each of them cannot carry.
//
// Under flat are the same schemas but for summary in the subset that language models can be held
// to ("structured output"). Package assess/schema/flat says what differs and makes the usual
// documents of what a model writes, and so does
//
//	go run ./examples/schema -restore answer.json > response.json
//
// -flatten makes the flat form of a document, as an example for the model. Both see in a document
// what it is; -rubric names the rubric of a response that is not embedded.
//
// Under yaml are the same schemas for documents in YAML, which take a plain number or truth value
// for a text where the loaders do. An editor with the YAML language server checks and completes a
// file that begins with
//
//	# yaml-language-server: $schema=schemas/yaml/rubric.schema.json
//
// where the path is from the file to DIR, which is schemas here.
//
// openapi.json describes the requests of examples/server that exchange documents, in OpenAPI 3.1,
// with the schemas of all documents as components.
//
// With -rubric, these files are for that rubric and its translations instead. -crosswalk is
// read and checked. What is left out is on standard error.
//
// The exit status is 0, 1 if a rubric, a translation or a document has problems, and 2 if a flag is
// wrong or a file cannot be read or written.
package main
