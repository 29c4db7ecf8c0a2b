import { describeDuration, type Journey, type JourneyLane, type JourneyTie, type Shuffled } from '../analysis/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { printCount } from '../text/index.ts'
import { describeKind, drawJourney, isCut } from './journeyDrawing.ts'
import { type Style, visible } from './style.ts'

/** A journey, and the file of its destination. */
export interface ShownJourney {
  readonly journey: Journey
  readonly file: string
}

/** Renders journeys for people: a drawing each, then ties, and everything that does not happen. */
export function journeyText(shown: readonly ShownJourney[], events: readonly SourceEvent[], style: Style): string {
  return `${shown.map(one => oneText(one, events, style)).join('\n\n')}\n`
}

function oneText({ journey, file }: ShownJourney, events: readonly SourceEvent[], style: Style): string {
  const title = `${style.bold(visible(journey.name))}   ${style.dim(visible(file))}`
  if (!journey.isKnown) {
    return `${title}\nnothing is known of its profiles: the definition has no \`identity\``
  }
  const { shuffled } = journey
  const lines = [`${title}   ${summary(journey)}`, '', ...drawJourney(journey, events, style)]
  return [...lines, ...details(journey, events, style), ...(shuffled ? shuffledText(shuffled, events, style) : [])]
    .join('\n')
    .trimEnd()
}

function summary({ profiles, lost, waiting }: Journey): string {
  const having = profiles.filter(({ events }) => events.length > 0)
  const placed = having.reduce((sum, { events }) => sum + events.length, 0)
  const parts = [`${printCount(placed, 'event', 'events')} on ${printCount(having.length, 'profile', 'profiles')}`]
  if (waiting.length > 0) parts.push(`${waiting.length} waiting`)
  if (lost.length > 0) parts.push(`${lost.length} on none`)
  return parts.join(', ')
}

function details(journey: Journey, events: readonly SourceEvent[], style: Style): string[] {
  const line = (call: number, text: string) => `  ${call} ${events[call - 1]!.type.padEnd(8)}   ${visible(text)}`
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [style.bold(title), ...lines])
  const created = journey.marks.flatMap(({ call, lane, does }) => (does === 'creates' ? [{ call, lane }] : []))
  const having = isCut(journey) ? journey.profiles.filter(({ events }) => events.length > 0) : []
  return [
    ...section(
      'In the end',
      having.map(({ ids, events }) => `  ${visible(Object.values(ids)[0]![0]!)}   ${events.join(', ')}`),
    ),
    ...section(
      'Creates',
      created.map(({ call, lane }) => line(call, describeLane(journey.lanes[lane]!))),
    ),
    ...section(
      'Ties',
      journey.ties.map(tie => line(tie.call, describeTie(tie))),
    ),
    ...section(
      'No tie',
      journey.notTied.map(({ call, because }) => line(call, because)),
    ),
    ...section(
      'On no profile',
      journey.lost.map(({ call, because }) => line(call, because)),
    ),
    ...section(
      'Not sent',
      journey.unsent
        .filter(({ call }) => ![...journey.notTied, ...journey.lost].some(one => one.call === call))
        .map(({ call, because }) => line(call, because)),
    ),
    ...section(
      'Waiting for a tie',
      journey.waiting.map(({ call, until }) => line(call, `until ${until}`)),
    ),
    ...section(
      style.yellow('Warnings'),
      journey.warnings.map(({ call, message }) => line(call, message)),
    ),
    ...section(
      'Uncertain',
      journey.uncertain.map(({ call, fact }) => line(call, fact)),
    ),
    ...(journey.assumes === undefined ? [] : [`Assumes: ${journey.assumes}`]),
  ]
}

function describeLane({ id, kind }: JourneyLane): string {
  return `the profile of the ${describeKind(kind)} ${id}`
}

function describeTie({ from, to, because, moves, later, isReversible }: JourneyTie): string {
  const backwards =
    moves.length === 0
      ? 'No earlier event moves'
      : `${moves.length === 1 ? 'Event' : 'Events'} ${moves.join(', ')} ${moves.length === 1 ? 'moves' : 'move'}`
  return `${from} joins ${to}: ${because}. ${backwards}; ${describeLater(later)}.${isReversible ? ' It can be undone.' : ''}`
}

function describeLater(later: JourneyTie['later']): string {
  if (later === true) return 'later ones follow'
  if (later === false) return 'later ones make a new profile'
  return later === '0s' ? 'later ones stay' : `later ones follow for ${describeDuration(later)}`
}

function shuffledText({ orders, isSample, outcomes, differ }: Shuffled, events: readonly SourceEvent[], style: Style) {
  const played = `${isSample ? 'a sample of ' : ''}${printCount(orders, 'order', 'orders')}`
  if (differ === undefined) return ['', `${style.green('Any order')} has the same outcome (${played})`]
  return [
    '',
    `${style.yellow(`${outcomes} outcomes`)} of ${played}. Two that differ:`,
    ...differ.flatMap(journey => [
      '',
      `order ${journey.order.join(', ')}   ${summary(journey)}`,
      ...drawJourney(journey, events, style),
    ]),
  ]
}

/** Renders journeys as JSON. */
export function journeyJson(shown: readonly ShownJourney[]): string {
  const destinations = shown.map(({ journey, file }) => ({ ...toJson(journey), file }))
  return `${JSON.stringify({ v: 1, destinations }, null, 2)}\n`
}

function toJson({ lanes, marks, shuffled, ...journey }: Journey): object {
  if (shuffled === undefined) return journey
  const { differ, ...counts } = shuffled
  return { ...journey, shuffled: { ...counts, ...(differ && { differ: differ.map(toJson) }) } }
}
