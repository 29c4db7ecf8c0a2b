import type { Failure, JsonObject, Request, SourceEvent, Verdict } from '../index.ts'
import { type SkipReason, skipReason } from '../suite/index.ts'
import type { Loaded } from './destinations.ts'

/** What one subscription made of one event. The order of the keys is that of the output. */
export type Row = SentRow | ErrorRow | SkippedRow

interface SentRow {
  readonly subscription: string
  readonly action: string
  readonly status: 'ok'
  readonly payload: JsonObject
  readonly requests: readonly Request[]
}

export interface ErrorRow {
  /** Absent, as is `action`, where a call was no event. */
  readonly subscription?: string
  readonly action?: string
  readonly status: 'error'
  readonly code: string
  /** A JSON Pointer into the payload, or into the call where that was no event. */
  readonly at: string
  readonly message: string
}

interface SkippedRow extends SkipReason {
  readonly subscription: string
  readonly status: 'skipped'
}

export interface RowOptions {
  /** Requests cost as much again as payloads, and are not always asked for. */
  readonly withRequests: boolean
  /** To find out why a subscription is silent costs more than all else. */
  readonly withSkipped: boolean
}

/** The rows of one event, in the order of the subscriptions. */
export function rowsOf(loaded: Loaded, event: SourceEvent, { withRequests, withSkipped }: RowOptions): Row[] {
  const { destination, subscriptions, includes } = loaded
  const { actions, failures } = destination.map(event)
  const sent = actions.map((action): Row => {
    const requests = withRequests ? destination.requests([action], { batch: false }) : undefined
    const [failure] = requests?.failures ?? []
    if (failure) return errorRow(failure)
    const { subscription, action: name, payload } = action
    return { subscription, action: name, status: 'ok', payload, requests: requests ?? [] }
  })
  const skipped = withSkipped ? destination.explain(event).verdicts.flatMap(skippedRow) : []
  const rows = [...sent, ...failures.map(errorRow), ...skipped].filter(({ subscription }) => includes(subscription!))
  if (rows.length === sent.length) return rows
  const order = new Map(subscriptions.map((name, i) => [name, i]))
  return rows.sort((a, b) => order.get(a.subscription!)! - order.get(b.subscription!)!)
}

function errorRow({ subscription, action, code, at, message }: Failure): ErrorRow {
  return { subscription, action, status: 'error', code, at, message }
}

function skippedRow(verdict: Verdict): SkippedRow[] {
  const reason = skipReason(verdict)
  return reason ? [{ subscription: verdict.subscription, status: 'skipped', ...reason }] : []
}
