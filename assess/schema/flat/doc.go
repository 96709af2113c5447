// Package flat converts the schemas of package schema to the subset of JSON Schema that the output
// of language models can be restricted to ("structured output"), and the documents that the models
// write to the usual form.
//
//	f, err := flat.New(schema.Response(r))
//	request.Schema = f.JSON()                      // for the model
//	document, err := f.Restore(answer)             // from the model
//	response, err := assess.LoadResponse(r, "answer.json", document, nil)
//
// The program examples/schema does the same with files: -restore and -flatten.
//
// # The flat form
//
// A flat schema has objects, arrays, texts, numbers, truth values, enum and anyOf, and $defs with
// $ref. Every object is closed and all of its properties are required. So a flat document differs
// from the usual one in three ways:
//
//   - a key that is absent is null
//   - an object with free keys, such as the descriptors by stage, is an array of objects with a
//     key and a value
//   - keys that begin with x- and the key $schema do not exist
//
// What the subset cannot express is in the descriptions: lengths, ranges, numbers of items and
// forms. The titles and descriptions of choices are in the description of their enum. Conditions,
// such as what a draft may lack, are left to the loader, which reads what [Schema.Restore] returns
// and reports every problem. Show the problems to the model and let it try again.
//
// # Limits
//
// The limits of the subset are those that OpenAI publishes ("Structured model outputs", section
// "Supported schemas"): 5,000 properties, 10 levels of nesting, 1,000 values of enums and 120,000
// characters in names and values. Each definition counts once. [New] refuses a schema that exceeds
// one of them, such as that of responses to a rubric with 5,000 competencies.
//
// A Schema never changes and is safe for concurrent use. The zero Schema gives an error.
package flat
