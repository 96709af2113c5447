// Judges documents with a validator other than ajv, as validate.mjs does:
//
//   node others.mjs jsonschema|hyperjump|zod DIRECTORY
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// Each function takes a schema and returns a function that says whether it accepts a document.
const compilers = {
  async jsonschema() {
    const { Validator } = (await import('jsonschema')).default
    return (schema) => {
      const v = new Validator()
      return (document) => v.validate(document, schema).valid
    }
  },
  async hyperjump() {
    const { registerSchema, validate } = await import('@hyperjump/json-schema/draft-2020-12')
    let n = 0
    return async (schema) => {
      const id = `https://contract.test/${n++}` // several subjects have the same schema
      registerSchema({ ...schema, $id: id })
      const validator = await validate(id)
      return (document) => validator(document).valid
    }
  },
  async zod() {
    const { fromJSONSchema } = await import('zod')
    return (schema) => {
      const s = fromJSONSchema(schema)
      return (document) => s.safeParse(document).success
    }
  },
}

const [name, directory] = process.argv.slice(2)
const compile = await compilers[name]()
const validators = new Map()
let data = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) data += chunk
for (const line of data.split('\n').slice(0, -1)) {
  const tab = line.indexOf('\t')
  const schema = line.slice(0, tab)
  if (!validators.has(schema)) {
    validators.set(schema, await compile(JSON.parse(readFileSync(join(directory, `${schema}.json`), 'utf8'))))
  }
  process.stdout.write(validators.get(schema)(JSON.parse(line.slice(tab + 1))) ? '1\n' : '0\n')
}
