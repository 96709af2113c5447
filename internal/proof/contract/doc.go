// Package contract compares the JSON Schemas of package assess/schema with the Go loaders
// and with validators in other languages. It has tests only:
//
//	npm ci
//	go test .
//
// needs Node.js, Python 3 and the Debian packages that the file debian-packages names.
//
// # Schema and loader
//
// A mutator derives documents from valid ones, with a seed and always the same:
// keys that are dropped, added, renamed, doubled; values of other types, nulls,
// numbers as texts, nested and unwrapped ones; texts in the wrong case, of lengths at
// the limits, with white space, control characters and characters that programs treat
// differently. The Go loader and the Go validator judge 35,000 of them, ajv in strict
// mode and python-jsonschema 3,500 each. They must agree on each, except where
// all problems of the loader have codes of assess/schema.LoaderRules. To try others:
//
//	go test -run Agree -seed 7 -documents 1000000 -judged 50000 .
//
// Documents at the limits of every list and text are judged too. To show that the documents
// cover the schemas, the tests remove a keyword at a time and find each removal.
//
// # Other libraries
//
// The npm packages jsonschema, hyperjump and zod must agree with the Go validator. jsonschema does
// not know unevaluatedProperties and zod stops at not, if and unevaluatedProperties; they judge
// schemas without these. Both measure texts in UTF-16 and take inherited names such as constructor
// for keys, so such documents are left out. go-jsonschema makes Go types that compile and decode the
// examples. quicktype makes types for Go, TypeScript, Python and C# that compile and read and write
// the examples, and types for Kotlin and Swift that are only compiled, with the flag -heavy. redocly,
// openapi-typescript and @hey-api/openapi-ts read the OpenAPI description. ajv, jsonschema, hyperjump
// and python-jsonschema each hold all schemas at once, those for YAML too.
//
// # Language models and editors
//
// The flat form of every valid document must be valid by the flat schema in three validators, and
// become the same document again. Documents in YAML, those of the corpus and others with plain
// numbers, truth values and days at every place, are judged by the loaders for YAML, by the schemas
// of editors in the Go validator, and by the YAML language server (editor.mjs).
//
// # Power
//
// TestPowerByKeyword weakens each occurrence of each keyword of each schema and requires a document
// that shows it: one that the schema and the loader judge alike and the weakened schema otherwise.
// A tracer finds the values of valid documents to which a keyword applies, and adds optional
// properties and the parts of choices that no document has. From these, documents are derived that
// break the keyword and as little else as possible. If none shows it, the test must be able to
// derive from the rest of the schema that the keyword refuses nothing more. One of ten occurrences
// is weakened by default; -every 1 takes each. README.md has the results.
//
// # Summaries
//
// Go writes summaries and does not read them. Those that it writes from parts of the
// sample district under several policies, with a baseline and without, must be valid,
// and the three validators must agree on documents derived from them.
//
// # Types
//
// types.mjs makes types for TypeScript and Python of all schemas. They are compiled
// (tsc --strict, mypy), their names must be names that a person would choose, and a
// program in each language (read.mts, read.py) reads summaries with them.
package contract
