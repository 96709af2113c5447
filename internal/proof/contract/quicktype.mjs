// Makes types in six languages from schemas with quicktype, as people run it:
//
//   node quicktype.mjs OUT NAME.schema.json...
//
// writes OUT/LANGUAGE/NAME/document.EXT for each; the type of the document is called Document.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from 'quicktype-core'

const languages = {
  go: { ext: 'go', options: (name) => ({ package: name, 'omit-empty': true }) },
  typescript: { ext: 'ts', options: () => ({}) },
  python: { ext: 'py', options: () => ({ 'python-version': '3.7' }) },
  csharp: { ext: 'cs', options: (name) => ({ namespace: 'Waymark' + name.replaceAll('_', ''), framework: 'NewtonSoft', 'csharp-version': '6' }) },
  kotlin: { ext: 'kt', options: (name) => ({ package: name, 'just-types': true }) },
  swift: { ext: 'swift', options: () => ({}) },
}

// finish mends what quicktype writes wrong: its C# converters of lists do not read null.
function finish(lang, text) {
  if (lang !== 'csharp') return text
  return text.replaceAll(/^( +)reader\.Read\(\);\n +var value = new List</gm, '$1if (reader.TokenType == JsonToken.Null) return null;\n$&')
}

const [out, ...files] = process.argv.slice(2)
for (const file of files) {
  const name = basename(file, '.schema.json').replaceAll(/[^a-z0-9]+/g, '_')
  const schema = readFileSync(file, 'utf8')
  for (const [lang, { ext, options }] of Object.entries(languages)) {
    const input = new JSONSchemaInput(new FetchingJSONSchemaStore())
    await input.addSource({ name: 'Document', schema })
    const inputData = new InputData()
    inputData.addInput(input)
    const { lines } = await quicktype({ inputData, lang, rendererOptions: options(name) })
    mkdirSync(join(out, lang, name), { recursive: true })
    writeFileSync(join(out, lang, name, 'document.' + ext), finish(lang, lines.join('\n')))
  }
}
