import { journey, type prepareLineage } from '../../analysis/index.ts'
import { compareBehaviour } from '../../authoring/index.ts'
import type { SubscriptionDefinition } from '../../destination/index.ts'
import { lenientProgram } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { printPath } from '../../value/index.ts'
import {
  type LoadedDestination,
  mergeCoverage,
  type PlacedUnit,
  runFiles,
  type Workspace,
  WorkspaceError,
} from '../../workspace/index.ts'
import type { fileNames } from '../project.ts'
import type { ReadCall } from './events.ts'
import { placeWritten } from './places.ts'
import type { Covered, EventVerdict, Overview, ShownTest, View } from './protocol.ts'

interface Context {
  readonly loaded: LoadedDestination
  readonly calls: readonly ReadCall[]
  readonly judge: (index: number) => EventVerdict['kind']
  readonly workspace: Workspace
  /** Makes the program of the project's definition, or returns it. */
  readonly program: typeof lenientProgram
  readonly prepareLineage: typeof prepareLineage
  readonly names: ReturnType<typeof fileNames>
  /** Compiles the pinned mapping; `undefined` without one, and if it has errors. */
  readonly loadPinned: () => LoadedDestination | undefined
  readonly now: () => number
}

/** Most events that views of all events are about. */
const mostEvents = 200

/** Content of a view of all events; `undefined` for views of one event. */
export function showOverview(view: View, context: Context): Overview | undefined {
  switch (view) {
    case 'lineage':
      return { view, flows: listFlows(context) }
    case 'diff':
      return { view, changes: listChanges(context) }
    case 'tests':
      return runTests(context)
    case 'journey':
      return playJourney(context)
    default:
      return undefined
  }
}

/** The first events that could be read, with their places in the list. */
function readEvents({ calls }: Context): { index: number; event: SourceEvent }[] {
  const events = calls.flatMap(({ event }, index) => (event ? [{ index, event }] : []))
  return events.slice(0, mostEvents)
}

function listFlows({ loaded: { source }, names, prepareLineage }: Context) {
  const own = source.mappings?.subscriptions as unknown as readonly SubscriptionDefinition[] | undefined
  return prepareLineage(source.definition.value)(own ? { subscriptions: own } : {}).map(
    ({ from, to, how, pii, subscriptions, at, span }) => ({
      from: printPath(from) || '(the whole event)',
      to: to === undefined ? 'trigger' : printPath(to),
      how: how.join(', '),
      isPersonal: pii,
      subscriptions,
      place: placeWritten(source, names, at, span),
    }),
  )
}

function listChanges(context: Context) {
  const before = context.loadPinned()?.destination
  if (before === undefined) return []
  return readEvents(context).flatMap(({ index, event }) => {
    return compareBehaviour(before, context.loaded.destination, event).map(change => ({ ...change, event: index }))
  })
}

function playJourney(context: Context): Overview {
  const played = readEvents(context)
  const [only] = journey(
    [context.loaded.destination],
    played.map(({ event }) => event),
  )
  const calls = played.map(({ index, event }, i) => {
    const { type, userId, groupId, anonymousId } = event
    const name = event.event ?? event.name ?? groupId ?? userId ?? anonymousId
    return { call: i + 1, event: index, type, name: String(name ?? ''), verdict: context.judge(index) }
  })
  return { view: 'journey', journey: only!, calls }
}

function runTests({ loaded, workspace, program, names, now }: Context): Overview {
  if (workspace.files.stat(names.tests) === undefined) return { view: 'tests', tests: [], covered: [] }
  const known = loaded.source.definition.value
  try {
    const run = runFiles(workspace, [names.tests], {
      now,
      // Mocks make other definitions, whose programs would push out that of the project.
      program: definition => (definition === known ? program : lenientProgram)(definition),
    })
    const tests = run.results.map(({ name, status, mismatches }): ShownTest => {
      return { name, status, messages: mismatches.map(({ message }) => message) }
    })
    const coverage = mergeCoverage(run).find(({ file }) => file === names.mapping)
    return { view: 'tests', tests, covered: coverLines(coverage?.units ?? []) }
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error
    return { view: 'failed', message: error.message }
  }
}

/** Coverage by line: full if every unit on it is covered. */
function coverLines(units: readonly PlacedUnit[]): Covered[] {
  const byLine = new Map<number, boolean[]>()
  for (const { line, isCovered } of units) byLine.set(line, [...(byLine.get(line) ?? []), isCovered])
  return [...byLine].map(([line, covered]): Covered => {
    const share = covered.every(Boolean) ? 'full' : covered.some(Boolean) ? 'part' : 'none'
    return { line, share }
  })
}
