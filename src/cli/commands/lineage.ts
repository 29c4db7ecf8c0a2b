import { type Flow, lineage as flowsOf, unusedEventPaths } from '../../analysis/index.ts'
import type { Definition, SubscriptionDefinition } from '../../destination/index.ts'
import { type LineageFormat, type LineageRow, lineageFormats, unusedFieldsText } from '../../render/index.ts'
import { printPath } from '../../value/index.ts'
import { findWritten, type LoadedDestination, loadDestinations } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { readHeld } from '../stream/readHeld.ts'

interface LineageFlags extends GlobalFlags {
  readonly from?: string
  readonly to?: string
  readonly pii?: boolean
  readonly unused?: boolean
  readonly events?: string
  readonly format: LineageFormat
}

export async function run(_: readonly string[], flags: LineageFlags, session: Session): Promise<Exit> {
  const loaded = loadDestinations(session, toSelection(flags))
  noteLoaded(loaded, session)
  const rows = loaded.flatMap(one => listRows(one, loaded.length > 1))
  if (flags.unused || flags.events !== undefined) return runUnused(rows, flags, session)
  const wanted = rows.filter(row => isWanted(row, flags))
  if (wanted.length === 0) throw nothing(rows, flags)
  const format = flags.json ? 'json' : flags.format
  await session.print(lineageFormats[format](wanted, session.style))
  return exit.fine
}

async function runUnused(rows: readonly LineageRow[], flags: LineageFlags, session: Session): Promise<Exit> {
  const { unused, events: file, from, to, pii } = flags
  const help = 'callmap lineage --unused --events events.ndjson'
  if (!unused || file === undefined)
    throw new ExitError(exit.usage, { message: '--unused and --events go together', help })
  if (from !== undefined || to !== undefined || pii || !['table', 'json'].includes(flags.format)) {
    throw new ExitError(exit.usage, {
      message: '--unused cannot be combined with other filters or formats than table and json',
      help,
    })
  }
  const { events, result } = await readHeld(file, flags, session)
  const found = unusedEventPaths(
    events,
    rows.map(({ flow }) => flow),
  ).map(({ path, events }) => ({ path: printPath(path), events }))
  const isJson = flags.json || flags.format === 'json'
  const counted = { v: 1, events: events.length, unused: found }
  await session.print(isJson ? `${JSON.stringify(counted, null, 2)}\n` : unusedFieldsText(found, events.length))
  return result
}

function listRows({ source, destination }: LoadedDestination, isNamed: boolean): LineageRow[] {
  const definition = source.definition.value as unknown as Definition
  const subscriptions = source.mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  return flowsOf(definition, { ...(subscriptions && { subscriptions }) }).map(flow => {
    const { from, how, at, span, pii, subscriptions } = flow
    const { where } = findWritten(source, at, span)
    const target = isNamed ? `${destination.slug}.${describeTarget(flow)}` : describeTarget(flow)
    const shown = { from: printPath(from), to: target, how: how.join(' › '), defined: where, pii, subscriptions }
    return { ...shown, destination: destination.slug, flow }
  })
}

function describeTarget({ action, to, subscriptions }: Flow): string {
  return to === undefined ? `decides ${subscriptions.join(', ')}` : printPath([action, ...to])
}

function isWanted({ from, to, pii }: LineageRow, flags: LineageFlags): boolean {
  const source = flags.from?.replace(/^\$\./, '')
  if (flags.pii && !pii) return false
  // A flow from a whole object includes its fields.
  const isRead = source === undefined || from === '' || isWithin(from, source) || isWithin(source, from)
  return isRead && (flags.to === undefined || isWithin(to, flags.to))
}

/** True if a path is equal to the other or within it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`)
}

function nothing(rows: readonly LineageRow[], { from, to, pii }: LineageFlags): ExitError {
  if (from !== undefined) {
    const roots = [...new Set(rows.map(row => row.from))].filter(path => path.startsWith(from.split('.', 1)[0]!))
    const help = roots.length > 0 ? `what is read: ${roots.slice(0, 8).join(', ')}` : undefined
    return new ExitError(exit.no, { message: `nothing reads \`${from}\``, help })
  }
  if (to !== undefined) return new ExitError(exit.no, { message: `nothing of an event goes to \`${to}\`` })
  return new ExitError(exit.no, { message: pii ? 'nothing reads personal data' : 'nothing of an event is read' })
}
