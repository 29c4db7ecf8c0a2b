import { type Flow, lineage as flowsOf, openLineage, unusedEventPaths } from '../../analysis/index.ts'
import type { Definition, SubscriptionDefinition } from '../../destination/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { alignColumns, type Style, visible } from '../../render/index.ts'
import { printPath } from '../../value/index.ts'
import { findWritten, type LoadedDestination, loadDestinations } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { normalizeOptions, readCalls } from '../stream/readCalls.ts'

type Format = 'table' | 'json' | 'mermaid' | 'dot' | 'openlineage'

interface LineageFlags extends GlobalFlags {
  readonly from?: string
  readonly to?: string
  readonly pii?: boolean
  readonly unused?: boolean
  readonly events?: string
  readonly format: Format
}

/** A flow, ready to print. */
interface Row {
  readonly from: string
  readonly to: string
  readonly how: string
  readonly defined: string
  readonly pii: boolean
  readonly subscriptions: readonly string[]
  readonly destination: string
  readonly flow: Flow
}

export async function run(_: readonly string[], flags: LineageFlags, session: Session): Promise<Exit> {
  const loaded = loadDestinations(session, toSelection(flags))
  noteLoaded(loaded, session)
  const rows = loaded.flatMap(one => listRows(one, loaded.length > 1))
  if (flags.unused || flags.events !== undefined) return runUnused(rows, flags, session)
  const wanted = rows.filter(row => isWanted(row, flags))
  if (wanted.length === 0) throw nothing(rows, flags)
  const format = flags.json ? 'json' : flags.format
  await session.print(renderers[format](wanted, session.style))
  return exit.fine
}

async function runUnused(rows: readonly Row[], flags: LineageFlags, session: Session): Promise<Exit> {
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
  const events: SourceEvent[] = []
  for await (const calls of readCalls(session, [file], normalizeOptions(flags))) {
    for (const call of calls) if ('event' in call) events.push(call.event)
  }
  if (events.length === 0) throw new ExitError(exit.input, { message: `there is no event in \`${file}\`` })
  const found = unusedEventPaths(
    events,
    rows.map(({ flow }) => flow),
  ).map(({ path, events }) => ({ path: printPath(path), events }))
  const isJson = flags.json || flags.format === 'json'
  const counted = { v: 1, events: events.length, unused: found }
  await session.print(isJson ? `${JSON.stringify(counted, null, 2)}\n` : unusedTable(found, events.length))
  return exit.fine
}

function unusedTable(found: readonly { path: string; events: number }[], total: number): string {
  if (found.length === 0) return 'All fields of the events are read.\n'
  const lines = [
    ['event field', 'events'],
    ...found.map(({ path, events }) => [visible(path), `${events} of ${total}`]),
  ]
  return `${alignColumns(lines).join('\n')}\n`
}

function listRows({ source, destination }: LoadedDestination, isNamed: boolean): Row[] {
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

function isWanted({ from, to, pii }: Row, flags: LineageFlags): boolean {
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

function nothing(rows: readonly Row[], { from, to, pii }: LineageFlags): ExitError {
  if (from !== undefined) {
    const roots = [...new Set(rows.map(row => row.from))].filter(path => path.startsWith(from.split('.', 1)[0]!))
    const help = roots.length > 0 ? `what is read: ${roots.slice(0, 8).join(', ')}` : undefined
    return new ExitError(exit.no, { message: `nothing reads \`${from}\``, help })
  }
  if (to !== undefined) return new ExitError(exit.no, { message: `nothing of an event goes to \`${to}\`` })
  return new ExitError(exit.no, { message: pii ? 'nothing reads personal data' : 'nothing of an event is read' })
}

const renderers: Readonly<Record<Format, (rows: readonly Row[], style: Style) => string>> = {
  table,
  json,
  mermaid,
  dot,
  openlineage: rows => `${JSON.stringify(openLineage(rows), null, 2)}\n`,
}

function table(rows: readonly Row[], style: Style): string {
  const cells = [
    ['event field', '', 'action field', 'how', 'defined'],
    ...rows.map(({ from, pii, to, how, defined }) => [
      from || '(the whole event)',
      pii ? '[pii]' : '',
      to,
      how,
      defined,
    ]),
  ].map(row => row.map(visible))
  const lines = alignColumns(cells, { widest: 60 })
  return `${style.bold(lines[0]!)}\n${lines.slice(1).join('\n')}\n`
}

function json(rows: readonly Row[]): string {
  const flows = rows.map(({ destination, flow, ...shown }) => shown)
  return `${JSON.stringify({ v: 1, flows }, null, 2)}\n`
}

function mermaid(rows: readonly Row[]): string {
  const label = (text: string) => `"${text.replace(/["#<>]/g, sign => `#${sign.charCodeAt(0)};`)}"`
  const { nodes, edges } = graph(rows)
  const lines = [
    ...[...nodes].map(([text, id]) => `  ${id}[${label(text)}]`),
    ...edges.map(({ from, to, how }) => `  ${from} -->|${label(how)}| ${to}`),
  ]
  return `graph LR\n${lines.join('\n')}\n`
}

function dot(rows: readonly Row[]): string {
  const { nodes, edges } = graph(rows)
  const lines = [
    ...[...nodes].map(([text, id]) => `  ${id} [label=${JSON.stringify(text)}];`),
    ...edges.map(({ from, to, how }) => `  ${from} -> ${to} [label=${JSON.stringify(how)}];`),
  ]
  return `digraph lineage {\n  rankdir=LR;\n${lines.join('\n')}\n}\n`
}

/** Numbers the nodes. Event fields get a prefix, because an action field may have the same name. */
function graph(rows: readonly Row[]) {
  const nodes = new Map<string, string>()
  const assignId = (text: string) => {
    const id = nodes.get(text) ?? `n${nodes.size}`
    nodes.set(text, id)
    return id
  }
  const edges = rows.map(({ from, to, how }) => ({ from: assignId(`event ${from}`.trimEnd()), to: assignId(to), how }))
  return { nodes, edges }
}
