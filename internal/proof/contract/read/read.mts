// Prints the median of everyone on each competency of a summary, with the types that
// types.mjs makes.
import { readFileSync } from 'node:fs'
import type { Cell, Result, Summary } from './summary.js'

function shown(cell: Cell): cell is Result {
  return !('hidden' in cell)
}

const summary: Summary = JSON.parse(readFileSync(process.argv[2]!, 'utf8'))
if (summary.baseline) {
  console.log(`since ${summary.baseline.edition}`)
}
for (const domain of summary.domains) {
  for (const competency of domain.competencies) {
    const median = shown(competency.all) ? competency.all.median : null
    console.log(competency.id, median ? median.join(' to ') : 'none')
  }
}
