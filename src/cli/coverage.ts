import groupBy from 'lodash-es/groupBy.js'
import { type CoverageUnit, reachedBy, unitsOf } from '../suite/index.ts'
import type { Use } from './mappingsFile.ts'
import { position } from './problem.ts'
import type { TestRun } from './testRun.ts'
import { findWritten } from './written.ts'

/** What tests came by in one mappings file, or definition. */
export interface Coverage {
  readonly file: string
  readonly units: readonly PlacedUnit[]
}

export interface PlacedUnit extends CoverageUnit {
  readonly isCovered: boolean
  readonly file: string
  readonly line: number
  readonly column: number
}

/** What the tests of a run came by, file by file: several files of tests may test the same mappings. */
export function coverageOf({ files }: TestRun): Coverage[] {
  const found = new Map<string, { use: Use; units: Map<string, CoverageUnit>; reached: Set<string> }>()
  for (const { loaded, results } of files) {
    for (const [i, use] of loaded.uses.entries()) {
      const file = fileOf(use)
      const entry = found.get(file) ?? { use, units: new Map(), reached: new Set() }
      found.set(file, entry)
      // A test without settings of its own is compiled already; where no test runs, this says what there is.
      const destinations = [...results.flatMap(result => result.destinations[i] ?? [])]
      if (destinations.length === 0) destinations.push(loaded.host.compile({})[i]!)
      for (const destination of new Set(destinations)) {
        for (const unit of unitsOf(destination)) entry.units.set(unit.key, unit)
      }
      for (const { output, destinations } of results) {
        if (output) for (const key of reachedBy(output.event, destinations[i]!)) entry.reached.add(key)
      }
    }
  }
  return [...found].map(([file, { use, units, reached }]) => ({
    file,
    units: united([...units.values()].map(unit => placed(unit, use, reached.has(unit.key)))),
  }))
}

/** A branch that parts of a definition share by `$ref` is written once, and one of them is enough. */
function united(units: readonly PlacedUnit[]): PlacedUnit[] {
  const byPlace = groupBy(units, ({ kind, key, file, line, column, name }) =>
    kind === 'branch' ? `${file}:${line}:${column} ${name}` : key,
  )
  return Object.values(byPlace).map(same => ({ ...same[0]!, isCovered: same.some(({ isCovered }) => isCovered) }))
}

/** The part of what there is that tests came by, in percent. */
export function percent(units: readonly PlacedUnit[]): number {
  if (units.length === 0) return 100
  return (100 * units.filter(({ isCovered }) => isCovered).length) / units.length
}

function fileOf({ definition, mappings }: Use): string {
  return (mappings?.source ?? definition).file
}

function placed(unit: CoverageUnit, use: Use, isCovered: boolean): PlacedUnit {
  const { file, text, start } = findWritten(use, unit.at, unit.span).place
  return { ...unit, isCovered, file, ...position(text, start) }
}
