// Package schema returns the JSON Schemas (draft 2020-12) of Waymark's documents, so that
// programs in other languages check documents like the Go loaders.
//
// # The schemas
//
//   - [Rubric]: an edition of an assessment instrument, rubric/1
//   - [Overlay]: a translation of an edition, overlay/1
//   - [Crosswalk]: what became of each competency from one edition to another,
//     crosswalk/1
//   - [Companion]: texts that go with a rubric beside its editions, companion/1
//   - [Consensus]: the stages that a team agreed on, consensus/1
//   - [Mapping]: what the columns and rows of a spreadsheet are, mapping/1
//   - [Comments]: what raters wrote, to be reviewed, comments/1
//   - [Summary]: the published results, summary/1. It covers what the JSON report
//     writes with a baseline too: baseline beside rubric, and change in each cell that
//     is shown. They are one document, so that a reader of summaries reads both
//   - [Response]: one rater's ratings of a given rubric, response/1. It is made for the
//     rubric: its competencies, stages and constituencies are listed by id, in its
//     order, with titles and descriptions that a form can show. What a draft may
//     lack is required by else, beside an if that recognizes drafts, so that
//     generators of types and of forms take these keys for optional
//
// The $id of a schema is an https address under the name of the module, different for each
// document and, for responses, by edition and language. It is an identifier and need not resolve.
// A document may name its schema under $schema at its root, for editors. Loaders ignore the name
// and Go does not write it. Each schema has examples, which the loaders accept.
//
// All of them are strict: a key that a document does not have is refused. They use
// draft 2020-12 and nothing else, no format and no keyword of their own. Every property
// has a title and a description. In a schema no two titles are the same but for
// those that a rubric gives, because generators of types name things by them.
//
// # Where they come from
//
// The constraints come from the struct tags that the loaders read; there is no second
// copy. The descriptions are the comments of the fields, which is why all but Response
// are generated and committed:
//
//	go generate ./assess/schema
//
// # Rules that no schema can express
//
// A schema and the loader accept the same documents, except for what the schema
// language cannot express. [LoaderRules] lists it, by the codes of the problems:
//
//   - duplicate-key: JSON parsers keep one of two equal keys
//   - encoding: bytes that are not UTF-8, and half surrogate pairs
//   - control-character: U+0000 and U+007F anywhere
//   - too-large, too-deep, too-many: limits on the document as a whole. Limits of
//     single texts and lists are in the schemas
//   - bad-date: a day of the right shape that the calendar does not have
//   - of rubrics, what refers to another place of the document: duplicate-id,
//     duplicate-code, duplicate-title, duplicate-reference, unknown-source, missing-source,
//     unknown-domain, unknown-step, unknown-stage, unknown-constituency, not-asked
//   - of crosswalks and consensus, what refers to their rubrics: unknown-stage,
//     unknown-competency, wrong-edition; of crosswalks also not-covered,
//     covered-twice and stage-order. The schema of responses knows its rubric, so
//     that it finds these
//   - of comments, what refers to the rubric: unknown-stage, unknown-competency,
//     unknown-constituency, wrong-edition
//   - of mappings, what refers to the rubric: unknown-competency, unknown-constituency,
//     bad-value for the meaning of a word, wrong-edition
//
// Whatever a schema refuses, the loader refuses. The module internal/proof/contract compares
// both, and ajv and python-jsonschema, with documents derived from valid ones.
//
// # How validators differ
//
// No character of a schema is invisible, and patterns are in ASCII, because generators of code
// copy both into sources. Patterns are those of ECMA-262. Two things mean something else in other
// languages. In ECMA-262 \s matches all white space, in Python all but U+FEFF, and in package regexp
// of Go only that of ASCII, so that the latter two accept some blank texts. In Python $ also matches
// before a final line end, so that it accepts an id with one. The loaders refuse both.
//
// Some validators and generators stop at these keywords, which are used only here:
//
//   - not, in rubrics, excludes the words for non-answers, such as declined, from ids. A pattern
//     would need lookahead, which package regexp does not have
//   - if and else, in responses, require what a draft may lack. With a choice instead, forms would
//     ask raters to choose between a draft and a response. unevaluatedProperties in it requires
//     a stage in each rating; with additionalProperties forms would let raters add ratings
//   - if and then, in responses to rubrics that do not ask everyone everything, limit the names
//     of the ratings by constituency. Forms would show a choice here too
//
// Without them zod reads every schema, and the loader finds the rest.
//
// All of this is about JSON. Convert YAML to JSON before you validate it, and remove a leading byte
// order mark, which the loaders accept. In YAML the loaders read a plain number or truth value, such
// as edition: 2023.2, as text. [ForYAML] makes schemas that do the same, for editors with the YAML
// language server. The file then begins with a comment:
//
//	# yaml-language-server: $schema=schemas/yaml/rubric.schema.json
//
// In strict mode, ajv takes these schemas only with the option allowUnionTypes.
//
// # Language models
//
// Package flat converts these schemas to the subset that the output of language models can be
// restricted to, and what a model writes to documents of these schemas.
//
// # From Go to another language
//
// Write the schemas to files, and a report to read:
//
//	go run ./examples/schema -out schemas
//	go run ./examples/assess -format json -out OUT testdata/district-2023.2.ndjson
//
// In JavaScript, check documents with the 2020-12 class of ajv:
//
//	import { Ajv2020 } from 'ajv/dist/2020.js'
//	const validate = new Ajv2020({ strict: true }).compile(schema)
//	if (!validate(response)) console.error(validate.errors)
//
// In Python, with python-jsonschema:
//
//	from jsonschema import Draft202012Validator
//	for error in Draft202012Validator(schema).iter_errors(response):
//	    print(error.json_path, error.message)
//
// Make types for both, with json-schema-to-typescript and quicktype. This writes
// summary.ts, summary.py and the like beside the report:
//
//	cd internal/proof/contract
//	npm ci
//	node types.mjs ../../../OUT ../../../schemas/*.schema.json
//
// In TypeScript, read what the JSON report wrote:
//
//	import { readFileSync } from 'node:fs'
//	import type { Summary } from './summary.js'
//	const summary: Summary = JSON.parse(readFileSync('report.json', 'utf8'))
//	console.log(summary.domains[0]?.competencies[0]?.all)
//
// In Python:
//
//	import json
//	from summary import summary_from_dict
//	summary = summary_from_dict(json.load(open("report.json")))
//	print(summary.domains[0].competencies[0].all.median)
//
// The tests of internal/proof/contract take these steps: they write the schemas with the
// example, judge documents with validate.mjs and validate.py, make and compile the
// types, and read summaries with read/read.mts and read/read.py.
//
// This is the only package that imports invopop/jsonschema, so that programs which
// need no schemas do not link it.
//
// Nil and zero rubrics and unknown formats are rejected by the rule of package spectrum: a panic
// that names the function.
package schema
