// Judges documents in YAML as editors with the YAML language server do:
//
//   node editor.mjs DIRECTORY
//
// Each line of the input is a JSON array of the name of a schema and a document. Each line of the
// output is 1 if the server has nothing to say about the document, or else 0 and what it says first.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
const require = createRequire(import.meta.url)
const { getLanguageService } = require('yaml-language-server/lib/umd/languageservice/yamlLanguageService.js')
const { SettingsState } = require('yaml-language-server/lib/umd/yamlSettings.js')
const { TextDocument } = require('vscode-languageserver-textdocument')

const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).toString() },
  telemetry: { send() {}, sendError() {}, sendTrack() {} },
  yamlSettings: new SettingsState(),
})
service.configure({ validate: true, schemas: [], customTags: [] })

let data = ''
process.stdin.setEncoding('utf8')
for await (const chunk of process.stdin) data += chunk
let n = 0
for (const line of data.split('\n').slice(0, -1)) {
  const [schema, text] = JSON.parse(line)
  const address = pathToFileURL(join(process.argv[2], `${schema}.json`))
  const document = TextDocument.create(`file:///document-${n++}.yaml`, 'yaml', 0, `# yaml-language-server: $schema=${address}\n${text}`)
  const found = await service.doValidation(document, false)
  process.stdout.write(found.length === 0 ? '1\n' : `0 ${JSON.stringify(found[0].message)}\n`)
}
