import groupBy from 'lodash-es/groupBy.js'
import type { Coverage, PlacedUnit } from '../../workspace/index.ts'

/**
 * LCOV, for editors: a line is covered if everything on it is. Each outcome of a trigger, each arm and
 * each part of a response is a branch, each function of a definition a function.
 */
export function lcov(coverage: readonly Coverage[]): string {
  const byFile = groupBy(
    coverage.flatMap(({ units }) => units),
    ({ file }) => file,
  )
  return Object.entries(byFile)
    .map(
      ([file, units]) =>
        `SF:${file}\n${functionRecords(units)}${lineRecords(units)}${branchRecords(units)}end_of_record\n`,
    )
    .join('')
}

function functionRecords(units: readonly PlacedUnit[]): string {
  const functions = units.filter(({ kind }) => kind === 'function')
  if (functions.length === 0) return ''
  const records = functions.map(({ line, of, isCovered }) => `FN:${line},${of}\nFNDA:${isCovered ? 1 : 0},${of}\n`)
  return `${records.join('')}FNF:${functions.length}\nFNH:${functions.filter(({ isCovered }) => isCovered).length}\n`
}

function lineRecords(units: readonly PlacedUnit[]): string {
  const lines = Object.values(groupBy(units, ({ line }) => line))
  const hits = lines.map(units => ({ line: units[0]!.line, hit: units.every(({ isCovered }) => isCovered) ? 1 : 0 }))
  const records = hits.sort((a, b) => a.line - b.line).map(({ line, hit }) => `DA:${line},${hit}\n`)
  return `${records.join('')}LF:${hits.length}\nLH:${hits.filter(({ hit }) => hit > 0).length}\n`
}

function branchRecords(units: readonly PlacedUnit[]): string {
  const ways = units.filter(({ kind }) => kind !== 'field' && kind !== 'function')
  const records = ways.map(({ line, isCovered }, i) => `BRDA:${line},0,${i},${isCovered ? 1 : 0}\n`)
  return `${records.join('')}BRF:${ways.length}\nBRH:${ways.filter(({ isCovered }) => isCovered).length}\n`
}
