// Loads all schemas into one validator of each library, and validates the examples of each schema
// with the schema that its $id finds:
//
//   node together.mjs NAME.schema.json...
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import jsonschema from 'jsonschema'
import { registerSchema, validate } from '@hyperjump/json-schema/draft-2020-12'

const schemas = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))

// The schemas for YAML have types such as ["string", "number"].
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
const validator = new jsonschema.Validator()
for (const schema of schemas) {
  ajv.addSchema(schema)
  validator.addSchema(schema)
  registerSchema(schema)
}
for (const { $id, examples } of schemas) {
  const hyperjump = await validate($id)
  const verdicts = {
    ajv: (document) => ajv.validate($id, document),
    jsonschema: (document) => validator.validate(document, { $ref: $id }).valid,
    hyperjump: (document) => hyperjump(document).valid,
  }
  for (const [library, accepts] of Object.entries(verdicts)) {
    for (const example of examples) if (!accepts(example)) throw new Error(`${library} refuses an example of ${$id}`)
    if (accepts({ ...examples[0], format: 'another/1' })) throw new Error(`${library} accepts another format in place of ${$id}`)
  }
}
console.log(schemas.length)
