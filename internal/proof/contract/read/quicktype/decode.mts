// Reads and writes documents with the types of quicktype:
//
//   node decode.mjs TYPES.js EXAMPLES.ndjson
//
// fails unless each document comes out as it went in.
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'

const [types, examples] = process.argv.slice(2)
const { Convert } = await import(types!)
for (const line of readFileSync(examples!, 'utf8').trim().split('\n')) {
  const written = Convert.documentToJson(Convert.toDocument(line))
  if (!isDeepStrictEqual(JSON.parse(written), JSON.parse(line))) throw new Error(`${line}\nis written as\n${written}`)
}
