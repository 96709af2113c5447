// Judges documents with ajv. Takes the directory of the schemas; reads lines of
//
//	NAME<tab>DOCUMENT
//
// and writes a line for each: 1 where the schema NAME.json accepts it, 0 where not.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'

const directory = process.argv[2]
const validators = new Map()

function validator(name) {
  let validate = validators.get(name)
  if (!validate) {
    const ajv = new Ajv2020({ strict: true })
    validate = ajv.compile(JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8')))
    validators.set(name, validate)
  }
  return validate
}

let rest = ''
process.stdin.setEncoding('utf8')
process.stdin.on('data', (chunk) => {
  // Not readline, which ends lines at U+2028 too.
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  let verdicts = ''
  for (const line of lines) {
    const tab = line.indexOf('\t')
    verdicts += validator(line.slice(0, tab))(JSON.parse(line.slice(tab + 1))) ? '1\n' : '0\n'
  }
  process.stdout.write(verdicts)
})
