// Package schema gives the documents of Waymark as JSON Schemas (draft 2020-12),
// so that a program in any language checks the same contract as the Go loaders.
//
// [Response] is made for a rubric: its competencies, stages and constituencies are
// listed by id, with titles and descriptions that a form can show. The constraints
// come from the same struct tags that the loader reads.
//
// # What no schema can say
//
// A schema and the loader accept the same responses, except for what the schema
// language cannot express. The problems of these codes the loader alone finds:
//
//   - bad-date: a day of the right shape that the calendar does not have
//   - duplicate-key: JSON parsers drop the first of two equal keys
//   - encoding: bytes that are not UTF-8, and half surrogate pairs
//   - control-character: an escaped NUL
//   - too-large, too-deep, too-many: limits on the document as a whole
//
// It is the only package that imports invopop/jsonschema, so that programs which
// need no schemas do not link it.
package schema
