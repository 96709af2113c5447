// Makes types for TypeScript and Python from schemas:
//
//   node types.mjs OUT NAME.schema.json...
//
// writes OUT/NAME.ts and OUT/NAME.py for each; OUT is made if need be.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from 'quicktype-core'

// plain leaves out a choice that only narrows the properties beside it: the types of the
// properties say all that a name is needed for, and each choice would get a number.
function plain(schema) {
  if (Array.isArray(schema)) return schema.map(plain)
  if (schema === null || typeof schema !== 'object') return schema
  const { oneOf, ...rest } = schema
  const kept = oneOf && rest.type === 'object' && rest.properties ? rest : schema
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, plain(value)]))
}

async function typescript(schema) {
  // Tuples for pairs and no longer ones, which would be a union of all their lengths.
  return compile(schema, schema.title, { maxItems: 2 })
}

// named leaves the label of a property out where it stands beside the definition of the
// value: quicktype takes it for the name of the class.
function named(schema) {
  if (Array.isArray(schema)) return schema.map(named)
  if (schema === null || typeof schema !== 'object') return schema
  if (schema.allOf?.length === 1 && schema.allOf[0].$ref) return schema.allOf[0]
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, named(value)]))
}

async function python(schema) {
  const input = new JSONSchemaInput(new FetchingJSONSchemaStore())
  await input.addSource({ name: schema.title, schema: JSON.stringify(named(schema)) })
  const inputData = new InputData()
  inputData.addInput(input)
  const { lines } = await quicktype({ inputData, lang: 'python', rendererOptions: { 'python-version': '3.7' } })
  return lines.join('\n')
}

const [out, ...files] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
for (const file of files) {
  const name = basename(file, '.schema.json').replaceAll(/[^a-z0-9]+/g, '_')
  const schema = () => plain(JSON.parse(readFileSync(file, 'utf8')))
  writeFileSync(join(out, `${name}.ts`), await typescript(schema()))
  writeFileSync(join(out, `${name}.py`), await python(schema()))
}
