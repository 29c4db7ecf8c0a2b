import { Fragment } from 'preact'
import type { Journey, JourneyMark } from '../../analysis/index.ts'
import type { JourneyCall } from '../run/protocol.ts'
import { Prose } from './prose.tsx'
import { useSelected, useStore } from './useStore.ts'

interface JourneyProps {
  readonly journey: Journey
  readonly calls: readonly JourneyCall[]
}

/** Most calls and rows that are drawn. */
const most = { calls: 60, rows: 40 }

/** Who each event ends up as: a column for each call, a row for each profile. */
export function JourneyView({ journey, calls }: JourneyProps) {
  const store = useStore()
  const selected = useSelected(({ project }) => project.selected)
  if (!journey.isKnown) {
    return <p class="missing">The definition of {journey.name} has no rules about profiles, so nothing is known.</p>
  }
  const drawn = calls.slice(0, most.calls)
  const rows = orderLanes(journey).slice(0, most.rows)
  const unsent = drawn.filter(({ call }) => !journey.marks.some(mark => mark.call === call))
  return (
    <>
      <div class="jwrap" role="group" tabIndex={0} aria-label="Journey">
        <table class="journey">
          <thead>
            <tr>
              <th>
                <span class="sr">profile</span>
              </th>
              {drawn.map(({ call, event, type, name }) => (
                <th key={call} class={event === selected ? 'is-col' : undefined}>
                  <button type="button" class="jcall" onClick={() => store.edit({ selected: event })}>
                    <b>{event + 1}</b> {type}
                    <span class="jn">{name}</span>
                  </button>
                </th>
              ))}
              <th class="muted">In the end</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((number, row) => {
              const lane = journey.lanes[number]!
              const marks = journey.marks.filter(mark => mark.lane === number)
              return (
                <tr key={row}>
                  <th scope="row">
                    <span class="jid">{shorten(lane.id)}</span>
                    <span class="jkind">{lane.kind.replaceAll('_', ' ')}</span>
                  </th>
                  {drawn.map(({ call, event }, at) => (
                    <Cell
                      key={call}
                      {...{ marks, call, at, drawn, journey }}
                      isHere={event === selected}
                      rise={riseAt(marks, call, rows, row)}
                    />
                  ))}
                  <td class="jend">{numbers(lane.events, calls) || <span class="muted">none</span>}</td>
                </tr>
              )
            })}
            {unsent.length > 0 && (
              <tr>
                <th scope="row">
                  <span class="jid">no profile</span>
                  <span class="jkind">nothing is sent</span>
                </th>
                {drawn.map(({ call, event, verdict }) => (
                  <td key={call} class={event === selected ? 'is-col' : undefined}>
                    {unsent.some(one => one.call === call) && (
                      <span class={`j j-${verdict.replace(' ', '-')}`}>
                        <i class="jm" aria-hidden="true" />
                        <span class="jw">{verdict === 'sent' ? 'no effect' : verdict}</span>
                      </span>
                    )}
                  </td>
                ))}
                <td class="jend">
                  {numbers(
                    journey.lost.map(({ call }) => call),
                    calls,
                  )}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {calls.length > most.calls && <p class="missing">{calls.length - most.calls} more calls are not drawn.</p>}
      <Ties journey={journey} calls={calls} />
    </>
  )
}

interface CellProps {
  readonly marks: readonly JourneyMark[]
  readonly call: number
  readonly at: number
  readonly drawn: readonly JourneyCall[]
  readonly journey: Journey
  readonly isHere: boolean
  /** Rows up to the profile that the events move to. */
  readonly rise: number
}

const rowHeight = 48

/** Numbers of the lanes: those that last above those that join one. */
function orderLanes({ lanes, marks }: Journey): number[] {
  const numbers = lanes.map((_, i) => i)
  const isGone = (lane: number) => marks.findLast(mark => mark.lane === lane)?.does === 'ends'
  return [...numbers.filter(lane => !isGone(lane)), ...numbers.filter(isGone)]
}

function riseAt(marks: readonly JourneyMark[], call: number, rows: readonly number[], row: number): number {
  const end = marks.find(mark => mark.call === call && mark.does === 'ends')
  return end?.into === undefined ? 0 : Math.max(0, row - rows.indexOf(end.into))
}

const strongest: readonly JourneyMark['does'][] = ['ends', 'creates', 'event', 'waits', 'ties', 'updates']

function Cell({ marks, call, at, drawn, journey, isHere, rise }: CellProps) {
  const numberAt = (mark: JourneyMark) => drawn.findIndex(one => one.call === mark.call)
  const own = marks.filter(mark => mark.call === call)
  const before = marks.filter(mark => numberAt(mark) < at)
  const isAlive = before.length > 0 && !before.some(({ does }) => does === 'ends')
  const ends = own.some(({ does }) => does === 'ends')
  const isLast = ends || (at === drawn.length - 1 && !isAlive && own.length === 0)
  const lane = marks[0]?.lane
  const isJoined = journey.marks.some(mark => mark.call === call && mark.into === lane)
  const classes = [
    'j',
    isAlive && 'l',
    (isAlive || own.length > 0) && !isLast && 'r',
    ends && 'up',
    isJoined && 'down',
  ].filter(Boolean)
  const does = strongest.find(one => own.some(mark => mark.does === one))
  const moved = journey.ties.filter(tie => tie.call === call).flatMap(({ moves }) => moves)
  const words = ends
    ? moved.length > 0
      ? `moves ${moved.join(', ')}`
      : 'joins'
    : [...new Set(own.map(mark => mark.does))].filter((one, _, all) => one !== 'updates' || !all.includes('creates'))
  const text = Array.isArray(words) ? words.join(', ') : words
  return (
    <td class={isHere ? 'is-col' : undefined}>
      <span class={classes.join(' ')}>
        {ends && rise > 0 && (
          <i
            class="rise"
            style={{ height: `${rise * rowHeight}px`, top: `${15 - rise * rowHeight}px` }}
            aria-hidden="true"
          />
        )}
        {does && does !== 'ends' && <i class={`jm jm-${does}`} aria-hidden="true" />}
        {text !== '' && <span class="jw">{text}</span>}
      </span>
    </td>
  )
}

function Ties({ journey, calls }: JourneyProps) {
  const title = (call: number) => {
    const found = calls.find(one => one.call === call)
    return found ? `${found.event + 1} ${found.type}` : String(call)
  }
  const { ties, notTied, lost } = journey
  if (ties.length + notTied.length + lost.length === 0) return null
  return (
    <div class="ties">
      <h3>Ties in {journey.name}</h3>
      <dl>
        {ties.map(({ call, from, to, because, moves }, i) => (
          <Fragment key={`tie ${i}`}>
            <dt>{title(call)}</dt>
            <dd>
              ties {from} to {to}
              <p class="muted">
                <Prose text={because} />.{' '}
                {moves.length === 0 ? 'No earlier event moves.' : `Moves ${numbers(moves, calls)}.`}
              </p>
            </dd>
          </Fragment>
        ))}
        {notTied.map(({ call, because }, i) => (
          <Fragment key={`not ${i}`}>
            <dt>{title(call)}</dt>
            <dd>
              ties nothing
              <p class="muted">
                <Prose text={because} />
              </p>
            </dd>
          </Fragment>
        ))}
        {lost.map(({ call, because }, i) => (
          <Fragment key={`lost ${i}`}>
            <dt>{title(call)}</dt>
            <dd>
              on no profile
              <p class="muted">
                <Prose text={because} />
              </p>
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  )
}

/** Numbers of calls as those of their events in the list. */
function numbers(found: readonly number[], calls: readonly JourneyCall[]): string {
  return found.map(call => (calls.find(one => one.call === call)?.event ?? call - 1) + 1).join(', ')
}

function shorten(id: string): string {
  return id.length > 12 ? `${id.slice(0, 9)}…` : id
}
