import groupBy from 'lodash-es/groupBy.js'
import partition from 'lodash-es/partition.js'
import pick from 'lodash-es/pick.js'
import uniq from 'lodash-es/uniq.js'
import type { Destination } from '../../engine/index.ts'
import { type CoverageUnit, findReached, listSharedUnits, listUnits } from '../../suite/index.ts'
import type { MappingsSource } from '../mappingsFile.ts'
import { findWritten } from '../written.ts'
import type { LoadedSuite } from './load.ts'
import type { TestResult, TestRun } from './run.ts'

/** Coverage of one mappings file or definition. */
export interface Coverage {
  readonly file: string
  readonly units: readonly PlacedUnit[]
  /** Defaults of the bundled destination that the mappings use. They do not count: callmap tests them itself. */
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

/** Coverage units by key, each with the mappings that it belongs to. */
type Units = Map<string, { readonly unit: CoverageUnit; readonly use: MappingsSource }>

/** Units of one file, and the keys of the covered ones. */
interface Entry {
  readonly units: Units
  readonly defaults: Units
  readonly reached: Set<string>
}

/**
 * Merges the coverage of all tests of a run, file by file: several test files may share mappings, and several mappings
 * may share a definition. A unit counts for the file that it is written in.
 */
export function mergeCoverage({ files }: TestRun): Coverage[] {
  const found = new Map<string, Entry>()
  for (const { loaded, results } of files) {
    for (const [i, use] of loaded.sources.entries()) {
      const compiled = compileUnmocked(loaded, results, i)
      const reached = results.flatMap(({ output, destinations }) =>
        (output?.events ?? []).flatMap(event => [...findReached(event, destinations[i]!)]),
      )
      const add = (file: string, part: 'units' | 'defaults', units: readonly CoverageUnit[]) => {
        const entry = found.get(file) ?? { units: new Map(), defaults: new Map(), reached: new Set() }
        found.set(file, entry)
        for (const unit of units) entry[part].set(unit.key, { unit, use })
        for (const key of reached) if (entry[part].has(key)) entry.reached.add(key)
      }
      const file = pickFile(use)
      const [own, defaults] = partition(
        compiled.flatMap(listUnits),
        ({ at }) => findWritten(use, at).place.file === file,
      )
      add(file, 'units', own)
      const inDefinition = [...defaults, ...(isElsewhere(use) ? [] : compiled.flatMap(listSharedUnits))]
      if (isElsewhere(use)) add(file, 'defaults', inDefinition)
      else if (inDefinition.length > 0) add(use.definition.file, 'units', inDefinition)
    }
  }
  return [...found].map(([file, { units, defaults, reached }]) => {
    const place = (all: Units) =>
      mergeShared([...all.values()].map(({ unit, use }) => locateUnit(unit, use, reached.has(unit.key))))
    return { file, units: place(units), defaults: place(defaults) }
  })
}

/** Destinations under test, without mocks of functions and lookups. If no test ran, those of an empty account. */
function compileUnmocked({ host }: LoadedSuite, results: readonly TestResult[], number: number): Destination[] {
  const accounts = results.length > 0 ? results.map(({ test }) => test.account) : [{}]
  return uniq(accounts.map(account => host.compile(pick(account, 'settings'))[number]!))
}

/** True for bundled destinations, because callmap has tests of their templates. */
function isElsewhere({ mappings }: MappingsSource): boolean {
  return mappings?.isBundled === true
}

/** Merges branches that parts of a definition share by `$ref`: covering one of them is enough. */
function mergeShared(units: readonly PlacedUnit[]): PlacedUnit[] {
  const byPlace = groupBy(units, ({ kind, key, file, start, end, name }) =>
    kind === 'branch' ? `${file}:${start}-${end} ${name}` : key,
  )
  return Object.values(byPlace).map(same => ({ ...same[0]!, isCovered: same.some(({ isCovered }) => isCovered) }))
}

/** Covered share of the units, in percent. */
export function percent(units: readonly PlacedUnit[]): number {
  if (units.length === 0) return 100
  return (100 * units.filter(({ isCovered }) => isCovered).length) / units.length
}

function pickFile({ definition, mappings }: MappingsSource): string {
  return (mappings?.source ?? definition).file
}

function locateUnit(unit: CoverageUnit, use: MappingsSource, isCovered: boolean): PlacedUnit {
  const { place, position } = findWritten(use, unit.at, unit.span)
  const { file, start, end } = place
  return { ...unit, isCovered, file, start, end, ...position }
}
