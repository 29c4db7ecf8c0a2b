import groupBy from 'lodash-es/groupBy.js'
import partition from 'lodash-es/partition.js'
import pick from 'lodash-es/pick.js'
import uniq from 'lodash-es/uniq.js'
import type { Destination } from '../../engine/index.ts'
import { type CoverageUnit, reachedBy, sharedUnitsOf, unitsOf } from '../../suite/index.ts'
import { position } from '../../text/index.ts'
import type { MappingsSource } from '../mappingsFile.ts'
import { findWritten } from '../written.ts'
import type { LoadedSuite } from './load.ts'
import type { TestResult, TestRun } from './run.ts'

/** What tests came by in one mappings file, or definition. */
export interface Coverage {
  readonly file: string
  readonly units: readonly PlacedUnit[]
  /** The defaults of a bundled destination that the mappings use. They do not count: they are tested there. */
  readonly defaults: readonly PlacedUnit[]
}

export interface PlacedUnit extends CoverageUnit {
  readonly isCovered: boolean
  readonly file: string
  /** The range in the text of the file. */
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
}

/** Units by their keys, each with the use that it is of. */
type Units = Map<string, { readonly unit: CoverageUnit; readonly use: MappingsSource }>

/** What is come by in one file, and what there is. */
interface Entry {
  readonly units: Units
  readonly defaults: Units
  readonly reached: Set<string>
}

/**
 * What the tests of a run came by, file by file: several files of tests may test the same mappings, and several mappings
 * are of the same definition. A unit counts at the file that it is written in.
 */
export function coverageOf({ files }: TestRun): Coverage[] {
  const found = new Map<string, Entry>()
  for (const { loaded, results } of files) {
    for (const [i, use] of loaded.sources.entries()) {
      const compiled = unmocked(loaded, results, i)
      const reached = results.flatMap(({ output, destinations }) =>
        output ? [...reachedBy(output.event, destinations[i]!)] : [],
      )
      const add = (file: string, part: 'units' | 'defaults', units: readonly CoverageUnit[]) => {
        const entry = found.get(file) ?? { units: new Map(), defaults: new Map(), reached: new Set() }
        found.set(file, entry)
        for (const unit of units) entry[part].set(unit.key, { unit, use })
        for (const key of reached) if (entry[part].has(key)) entry.reached.add(key)
      }
      const file = fileOf(use)
      const [own, defaults] = partition(compiled.flatMap(unitsOf), ({ at }) => findWritten(use, at).place.file === file)
      add(file, 'units', own)
      const inDefinition = [...defaults, ...(isElsewhere(use) ? [] : compiled.flatMap(sharedUnitsOf))]
      if (isElsewhere(use)) add(file, 'defaults', inDefinition)
      else if (inDefinition.length > 0) add(use.definition.file, 'units', inDefinition)
    }
  }
  return [...found].map(([file, { units, defaults, reached }]) => {
    const place = (all: Units) =>
      united([...all.values()].map(({ unit, use }) => placed(unit, use, reached.has(unit.key))))
    return { file, units: place(units), defaults: place(defaults) }
  })
}

/** What tests are about, with the functions and constants that they mock; also where no test runs. */
function unmocked({ host }: LoadedSuite, results: readonly TestResult[], number: number): Destination[] {
  const accounts = results.length > 0 ? results.map(({ test }) => test.account) : [{}]
  return uniq(accounts.map(account => host.compile(pick(account, 'settings'))[number]!))
}

/** A destination that mappings name by its slug comes with callmap, where what it does with payloads is tested. */
function isElsewhere({ mappings }: MappingsSource): boolean {
  return mappings?.isBundled === true
}

/** A branch that parts of a definition share by `$ref` is written once, and one of them is enough. */
function united(units: readonly PlacedUnit[]): PlacedUnit[] {
  const byPlace = groupBy(units, ({ kind, key, file, start, end, name }) =>
    kind === 'branch' ? `${file}:${start}-${end} ${name}` : key,
  )
  return Object.values(byPlace).map(same => ({ ...same[0]!, isCovered: same.some(({ isCovered }) => isCovered) }))
}

/** The part of what there is that tests came by, in percent. */
export function percent(units: readonly PlacedUnit[]): number {
  if (units.length === 0) return 100
  return (100 * units.filter(({ isCovered }) => isCovered).length) / units.length
}

function fileOf({ definition, mappings }: MappingsSource): string {
  return (mappings?.source ?? definition).file
}

function placed(unit: CoverageUnit, use: MappingsSource, isCovered: boolean): PlacedUnit {
  const { file, text, start, end } = findWritten(use, unit.at, unit.span).place
  return { ...unit, isCovered, file, start, end, ...position(text, start) }
}
