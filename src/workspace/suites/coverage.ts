import groupBy from 'lodash-es/groupBy.js'
import partition from 'lodash-es/partition.js'
import pick from 'lodash-es/pick.js'
import uniq from 'lodash-es/uniq.js'
import type { Destination } from '../../engine/index.ts'
import { type CoverageUnit, findAnswered, findReached, listSharedUnits, listUnits } from '../../suite/index.ts'
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
  /** Rules and lists of errors of responses that no test answers to. They count as soon as a test has `answers`. */
  readonly unanswered: readonly PlacedUnit[]
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
  readonly unanswered: Units
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
      const reached = results.flatMap(result => listReached(result, i))
      const add = (file: string, part: 'units' | 'defaults' | 'unanswered', units: readonly CoverageUnit[]) => {
        const entry = found.get(file) ?? {
          units: new Map(),
          defaults: new Map(),
          unanswered: new Map(),
          reached: new Set(),
        }
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
      const shared = isElsewhere(use) ? [] : compiled.flatMap(listSharedUnits)
      const isAnswered = results.some(({ test }) => test.answers !== undefined)
      const [unanswered, counted] = partition(shared, ({ kind }) => kind === 'answer' && !isAnswered)
      if (unanswered.length > 0) add(use.definition.file, 'unanswered', unanswered)
      const inDefinition = [...defaults, ...counted]
      if (isElsewhere(use)) add(file, 'defaults', inDefinition)
      else if (inDefinition.length > 0) add(use.definition.file, 'units', inDefinition)
    }
  }
  return [...found].map(([file, { units, defaults, unanswered, reached }]) => {
    for (const key of units.keys()) unanswered.delete(key)
    const place = (all: Units) =>
      mergeShared([...all.values()].map(({ unit, use }) => locateUnit(unit, use, reached.has(unit.key))))
    return { file, units: place(units), defaults: place(defaults), unanswered: place(unanswered) }
  })
}

/** Keys of the units of one destination that a test covers, with its events and answers. */
function listReached({ test: { answers = [] }, output, destinations }: TestResult, number: number): string[] {
  const destination = destinations[number]!
  if (output === undefined) return []
  return [
    ...output.events.flatMap(event => [...findReached(event, destination)]),
    ...answers.flatMap((answer, i) => {
      const asked = output.requests[i]
      return asked?.destination === destination ? findAnswered(asked, answer) : []
    }),
  ]
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
    kind === 'branch' || kind === 'answer' ? `${file}:${start}-${end} ${name}` : key,
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
