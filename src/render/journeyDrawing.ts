import type { Journey, JourneyLane, JourneyMark } from '../analysis/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Style } from './style.ts'
import { visible } from './style.ts'
import { measureWidth } from './table.ts'

/** Number of calls side by side. */
const mostColumns = 7
/** Number of calls that are drawn. */
const mostCalls = 10 * mostColumns
/** Number of rows up to which every row is drawn, whatever the calls of a drawing do. */
const mostRows = 12

/** Draws a journey: a column per call, a row per profile. */
export function drawJourney(journey: Journey, events: readonly SourceEvent[], style: Style): string[] {
  const lines: string[] = []
  const { length } = journey.order
  const rows = listRows(journey)
  for (let from = 0; from < Math.min(length, mostCalls); from += mostColumns) {
    lines.push(...drawColumns(journey, events, from, rows, style))
  }
  return length > mostCalls ? [...lines, `${length - mostCalls} more calls are not drawn.`, ''] : lines
}

/** True if the drawing does not show where every profile is in the end. */
export function isCut({ order, lanes }: Journey): boolean {
  return order.length > mostCalls || lanes.length > mostRows
}

/** A row of the drawing: a profile, an ID whose events wait, or the calls of which nothing is sent. */
interface Row {
  readonly title: string
  readonly subtitle: string
  readonly marks: readonly JourneyMark[]
  readonly isNone: boolean
  readonly end: string
}

function drawColumns(
  journey: Journey,
  events: readonly SourceEvent[],
  from: number,
  all: readonly Row[],
  style: Style,
): string[] {
  const { order } = journey
  const calls = order.slice(from, from + mostColumns)
  const isLast = from + mostColumns >= order.length
  const rows = isCut(journey) ? all.filter(row => isConcerned(row, calls, journey)) : all
  const heads = calls.map((call, i) => head(call, events, journey.times[from + i]!))
  const captions = rows.map(row => calls.map(call => caption(row, call, journey)))
  const widths = calls.map((_, i) => {
    const cells = [...heads[i]!, ...captions.map(ofRow => ofRow[i]!)]
    return Math.max(...cells.map(measureWidth)) + 2
  })
  const left = Math.max(...rows.flatMap(({ title, subtitle }) => [measureWidth(title), measureWidth(subtitle)])) + 3
  const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - measureWidth(text)))
  const header = [0, 1, 2].map(line => {
    const cells = heads.map((cell, i) => pad(cell[line]!, widths[i]!))
    return `${pad('', left)}${cells.join('')}${line === 0 && isLast ? '  in the end' : ''}`.trimEnd()
  })
  const body = rows.flatMap((row, r) => {
    const signs = calls.map((call, i) => drawCell(row, call, from + i, rows, r, journey, widths[i]!))
    const texts = calls.map((call, i) => pad(captions[r]![i] || crossing(rows, r, call, journey), widths[i]!))
    return [
      `${style.bold(pad(row.title, left))}${signs.join('')}${isLast ? `  ${row.end}` : ''}`.trimEnd(),
      `${style.dim(pad(row.subtitle, left))}${style.dim(texts.join(''))}`.trimEnd(),
    ]
  })
  return [...header, ...body, '']
}

function listRows({ lanes, marks, order, lost }: Journey): Row[] {
  const rows = lanes.map((lane, i): Row => {
    const own = marks.filter(mark => mark.lane === i)
    return { ...titles(lane), marks: own, isNone: false, end: lane.events.join(', ') || 'none' }
  })
  const isGone = ({ marks }: Row) => marks.at(-1)!.does === 'ends'
  const sent = new Set(marks.map(({ call }) => call))
  const nothing = order.filter(call => !sent.has(call))
  const none: Row = {
    title: 'no profile',
    subtitle: '',
    marks: [],
    isNone: true,
    end: lost.map(({ call }) => call).join(', '),
  }
  return [...rows.filter(row => !isGone(row)), ...rows.filter(isGone), ...(nothing.length > 0 ? [none] : [])]
}

function titles({ id, kind }: JourneyLane): Pick<Row, 'title' | 'subtitle'> {
  return { title: shorten(visible(id), 14), subtitle: describeKind(kind) }
}

/** Names a kind of ID: `external_id` is an external ID, and `device` a device ID. */
export function describeKind(kind: string): string {
  const words = kind
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .replaceAll('_', ' ')
    .toLowerCase()
  return named.get(words) ?? `${words.replace(/ ?id$/, '')} ID`.trim()
}

const named: ReadonlyMap<string, string> = new Map([
  ['email', 'email address'],
  ['phone', 'phone number'],
  ['alias', 'alias'],
])

function shorten(text: string, most: number): string {
  const line = text.replaceAll('\n', '\\n')
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}

/** Name, subject and time of a call. */
function head(call: number, events: readonly SourceEvent[], time: string): readonly [string, string, string] {
  const event = events[call - 1]!
  const { type, userId, groupId, anonymousId } = event
  const name = type === 'track' ? event.event : type === 'page' || type === 'screen' ? event.name : groupId
  const title = shorten(visible(String(name ?? userId ?? anonymousId ?? '')), 16)
  const shown = /^\+/.test(time) ? time : time.slice(5, 19).replace('T', ' ')
  return [`${call} ${type}`, title, shown]
}

const signs: Readonly<Record<JourneyMark['does'], string>> = {
  creates: '■',
  event: '●',
  waits: '○',
  ties: '┼',
  updates: '□',
  ends: '╯',
}
const strongest: readonly JourneyMark['does'][] = ['ends', 'creates', 'event', 'waits', 'ties', 'updates']

function drawCell(
  row: Row,
  call: number,
  at: number,
  rows: readonly Row[],
  r: number,
  journey: Journey,
  width: number,
): string {
  const does = row.marks.filter(mark => mark.call === call).map(mark => mark.does)
  const isDrawn = isAlive(row, at, journey)
  const line = isDrawn ? '─' : ' '
  const sign = strongest.find(one => does.includes(one))
  if (row.isNone) return (isMarked(call, journey) ? ' ' : isUnsent(call, journey) ? '○' : '+').padEnd(width)
  const crossed = crossing(rows, r, call, journey) !== ''
  const first = sign === undefined ? (crossed ? (isDrawn ? '┼' : '│') : line) : signs[sign]
  return first + line.repeat(width - 1)
}

/** True if something happens in a row at one of some calls. */
function isConcerned(row: Row, calls: readonly number[], journey: Journey): boolean {
  if (row.isNone) return calls.some(call => !isMarked(call, journey))
  return row.marks.some(({ call }) => calls.includes(call))
}

/** True after a mark of the row, unless it ended since. */
function isAlive({ marks }: Row, at: number, { order }: Journey): boolean {
  const before = marks.findLast(({ call }) => order.indexOf(call) <= at)
  return before !== undefined && before.does !== 'ends'
}

function isUnsent(call: number, { unsent }: Journey): boolean {
  return unsent.some(one => one.call === call)
}

function isMarked(call: number, { marks }: Journey): boolean {
  return marks.some(mark => mark.call === call)
}

/** `│` between the row that ends at a call and the row above that takes its events. */
function crossing(rows: readonly Row[], r: number, call: number, { lanes }: Journey): string {
  const isCrossed = rows.some((row, below) => {
    const mark = row.marks.find(({ call: at, does }) => at === call && does === 'ends')
    if (mark?.into === undefined) return false
    const above = rows.findIndex(({ marks }) => marks.some(({ lane }) => lane === mark.into))
    return lanes[mark.into] !== undefined && r >= above && r < below
  })
  return isCrossed ? '│' : ''
}

/** Everything that happens in a row at a call. */
function caption(row: Row, call: number, journey: Journey): string {
  if (row.isNone) return isMarked(call, journey) ? '' : isUnsent(call, journey) ? 'not sent' : 'no effect'
  const does = new Set(row.marks.filter(mark => mark.call === call).map(mark => mark.does))
  if (does.has('ends')) {
    const moves = journey.ties.filter(tie => tie.call === call).flatMap(tie => tie.moves)
    return moves.length > 0 ? `moves ${moves.join(', ')}` : 'joins'
  }
  if (does.has('creates')) does.delete('updates')
  return [...does].join(', ')
}
