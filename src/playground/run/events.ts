import { normalize, type SourceEvent } from '../../event/index.ts'
import { isObject } from '../../value/index.ts'
import { type LoadedDestination, mapToRows } from '../../workspace/index.ts'
import type { EventVerdict } from './protocol.ts'

/** One call of the project, read and completed. */
export interface ReadCall {
  readonly type: string
  readonly name: string
  /** Absent if the call is refused or not JSON. */
  readonly event?: SourceEvent
  readonly notes: readonly string[]
}

/** Reads the text of a call. Takes any text. */
export function readCall(text: string, index: number): ReadCall {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { type: '', name: 'not JSON', notes: [`not JSON: ${(error as Error).message}`] }
  }
  const { events, diagnostics } = normalize(value, { index })
  const [event, ...others] = events
  const notes = diagnostics.map(({ code, message }) => `${code} ${message}`)
  const single = others.length > 0 ? undefined : event
  if (others.length > 0) notes.unshift('several calls: paste them as a list, and each becomes an event')
  return { ...title(single ?? value), notes, ...(single && { event: single }) }
}

/** Type and name of a call, for the list. */
function title(call: unknown): Pick<ReadCall, 'type' | 'name'> {
  if (!isObject(call)) return { type: '', name: 'not an event' }
  const { type, event, name, userId, groupId, anonymousId, properties } = call
  const path = isObject(properties) ? (properties.title ?? properties.path) : undefined
  const shown = type === 'group' ? (groupId ?? userId) : (event ?? name ?? (type === 'page' ? path : undefined))
  return { type: label(type), name: label(shown ?? userId ?? anonymousId ?? '') }
}

function label(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Verdict of an event over all subscriptions: what failed counts before what is sent. */
export function judgeEvent({ type, name, event }: ReadCall, loaded: LoadedDestination | undefined): EventVerdict {
  const base = { type, name, requests: 0 }
  if (event === undefined) return { ...base, kind: 'unreadable' }
  if (loaded === undefined) return { ...base, kind: 'not run' }
  const rows = mapToRows(loaded, event, { withRequests: true, withSkipped: false })
  const failed = rows.find(row => row.status === 'error')
  const requests = rows.reduce((sum, row) => sum + (row.status === 'ok' ? row.requests.length : 0), 0)
  if (failed) return { ...base, requests, kind: 'failed', code: failed.code }
  if (rows.length > 0) return { ...base, requests, kind: 'sent' }
  const { verdicts } = loaded.destination.explain(event)
  const isSkipped = verdicts.some(({ verdict }) => verdict === 'skipped' || verdict === 'filtered')
  return { ...base, kind: isSkipped ? 'skipped' : 'not matched' }
}
