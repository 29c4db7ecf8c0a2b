import { type Change, compareBehaviour } from '../../authoring/index.ts'
import type { Destination } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import type { Style } from '../../render/index.ts'
import { changeLines } from '../../render/index.ts'
import { groupDigits, printCount } from '../../text/index.ts'
import { destinationsIn } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { inTurns } from '../stream/inTurns.ts'
import { chooseExit, normalizeOptions, readCalls, refusalText } from '../stream/readCalls.ts'

interface DiffFlags extends GlobalFlags {
  readonly events?: string
  readonly exitCode?: boolean
}

/** Equal changes of several events. */
interface Group extends Change {
  events: number
  /** Line of the first event. */
  readonly line: number
}

export async function run(
  [old = '', young = '']: readonly string[],
  flags: DiffFlags,
  session: Session,
): Promise<Exit> {
  if (flags.events === undefined) {
    const help = 'callmap diff old.json new.json --events events.ndjson'
    throw new ExitError(exit.usage, { message: 'diff needs --events, the events to compare', help })
  }
  const [before, after] = [
    destinationsIn(session, old, flags.destination),
    destinationsIn(session, young, flags.destination),
  ]
  const groups = new Map<string, Group>()
  let [events, differing] = [0, 0]
  let result: Exit = exit.fine
  for await (const call of inTurns(readCalls(session, [flags.events], normalizeOptions(flags)))) {
    if ('refused' in call) {
      session.error(refusalText(call, session.errorStyle))
      result = Math.max(result, chooseExit(call)) as Exit
      continue
    }
    events++
    if (collect(before, after, call.event, call.line, groups)) differing++
  }
  if (events === 0) throw new ExitError(result || exit.input, { message: `there is no event in \`${flags.events}\`` })
  const changes = [...groups.values()]
  if (flags.json) await session.print(`${JSON.stringify({ v: 1, events, differing, changes }, null, 2)}\n`)
  else await session.print(changesText(changes, events, differing, session.style))
  return flags.exitCode && differing > 0 ? (Math.max(result, exit.no) as Exit) : result
}

/** Adds the changes of one event to the groups. Returns true if there are any. */
function collect(
  before: ReadonlyMap<string, Destination>,
  after: ReadonlyMap<string, Destination>,
  event: SourceEvent,
  line: number,
  groups: Map<string, Group>,
): boolean {
  const seen = new Set<string>()
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    for (const change of compareBehaviour(before.get(slug), after.get(slug), event)) {
      const { destination, subscription, action, what, at } = change
      const key = JSON.stringify([destination, subscription, action, what, at])
      const group = groups.get(key) ?? { ...change, events: 0, line }
      groups.set(key, group)
      // Several items of an array may change in the same way in one event.
      if (!seen.has(key)) group.events++
      seen.add(key)
    }
  }
  return seen.size > 0
}

function changesText(changes: readonly Group[], events: number, differing: number, style: Style): string {
  const total = printCount(events, 'event', 'events')
  if (changes.length === 0) return `${style.green('no difference')} in ${total}\n`
  const head = style.bold(`${groupDigits(differing)} of ${total} ${differing === 1 ? 'differs' : 'differ'}`)
  const often = ({ events: count, line }: Group) => `${groupDigits(count)} of ${total}   first: line ${line}`
  return `${head}\n${changeLines(changes, style, often).join('\n')}\n`
}
