import type { Action, Failure, Verdict } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Request } from '../request/index.ts'
import { type SkipReason, skipReason } from '../suite/index.ts'
import type { JsonObject } from '../value/index.ts'
import type { CompiledSource } from './compileSource.ts'

/** Result of one subscription for one event. The keys are in the order of the output. */
export type Row = SentRow | ErrorRow | SkippedRow

interface SentRow {
  readonly subscription: string
  readonly action: string
  readonly status: 'ok'
  readonly payload: JsonObject
  readonly requests: readonly Request[]
  /** The action as `map` returned it. */
  readonly made: Action
}

export interface ErrorRow {
  /** Absent, like `action`, if the call is not an event. */
  readonly subscription?: string
  readonly action?: string
  readonly status: 'error'
  readonly code: string
  /** JSON Pointer into the payload, or into the call if it is not an event. */
  readonly at: string
  readonly message: string
  /** Pointer into the definition to the part of a request that failed. */
  readonly template?: string
}

interface SkippedRow extends SkipReason {
  readonly subscription: string
  readonly status: 'skipped'
}

export interface RowOptions {
  /** Requests double the time, so they are optional. */
  readonly withRequests: boolean
  /** Reasons need `explain`, which takes longer than all the rest, so they are optional. */
  readonly withSkipped: boolean
}

/** Maps one event. Rows are in the order of the subscriptions. */
export function mapToRows(
  loaded: CompiledSource,
  event: SourceEvent,
  { withRequests, withSkipped }: RowOptions,
): Row[] {
  const { destination, subscriptions, includes } = loaded
  const { actions, failures } = destination.map(event)
  const sent = actions.flatMap((action): Row[] => {
    const { subscription, action: name, payload } = action
    if (!withRequests) return [{ subscription, action: name, status: 'ok', payload, requests: [], made: action }]
    const { requests, failures, skipped } = destination.requests([action], { batch: false, redact: true })
    if (failures.length > 0) return failures.slice(0, 1).map(errorRow)
    if (skipped.length > 0 && isSkipped(loaded, event, subscription)) return []
    return [{ subscription, action: name, status: 'ok', payload, requests, made: action }]
  })
  const skipped = withSkipped ? destination.explain(event).verdicts.flatMap(skippedRow) : []
  const rows = [...sent, ...failures.map(errorRow), ...skipped].filter(({ subscription }) => includes(subscription))
  if (rows.length === sent.length) return rows
  const order = new Map(subscriptions.map((name, i) => [name, i]))
  return rows.sort((a, b) => order.get(a.subscription!)! - order.get(b.subscription!)!)
}

/**
 * True if a check skips the action. An action without templates makes no request either, but counts as sent; only
 * `explain` tells the two apart.
 */
function isSkipped({ destination }: CompiledSource, event: SourceEvent, subscription: string): boolean {
  const { verdicts } = destination.explain(event)
  return verdicts.some(verdict => verdict.subscription === subscription && verdict.verdict === 'skipped')
}

export function errorRow({ subscription, action, code, at, message, template }: Failure): ErrorRow {
  const named = { ...(subscription !== undefined && { subscription }), ...(action !== undefined && { action }) }
  return { ...named, status: 'error', code, at, message, ...(template !== undefined && { template }) }
}

function skippedRow(verdict: Verdict): SkippedRow[] {
  const reason = skipReason(verdict)
  return reason ? [{ subscription: verdict.subscription, status: 'skipped', ...reason }] : []
}
