import type { Action, Destination, Failure } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { findKind, isObject, type Json, jsonOrText, own, pointer } from '../value/index.ts'

/** One difference between two results for an event. */
export interface Change {
  readonly destination: string
  readonly subscription: string
  readonly action: string
  /** `sent`, `not sent`, `fails`, or the change of the value: `string → number`, `added`, … */
  readonly what: string
  /** Place in the payload or the request, with `*` for every item of a list. Absent if the whole action is meant. */
  readonly at?: string
  readonly before?: Json
  readonly after?: Json
}

/** Results of a destination for an event, by subscription. */
interface Made {
  readonly action: string
  readonly actions: readonly Action[]
  readonly failures: readonly Failure[]
}

/** Lists the differences between two versions of a destination for one event. Either version may be absent. */
export function compareBehaviour(
  before: Destination | undefined,
  after: Destination | undefined,
  event: SourceEvent,
): Change[] {
  const [old, young] = [mapBySubscription(before, event), mapBySubscription(after, event)]
  const destination = (after ?? before)!.slug
  const names = new Set([...old.keys(), ...young.keys()])
  return [...names].flatMap(subscription => {
    const [a, b] = [old.get(subscription), young.get(subscription)]
    const base = { destination, subscription, action: (b ?? a)!.action }
    return compare(a, b, before, after).map(change => ({ ...base, ...change }))
  })
}

function mapBySubscription(destination: Destination | undefined, event: SourceEvent): Map<string, Made> {
  const { actions, failures } = destination?.map(event) ?? { actions: [], failures: [] }
  const bySubscription = new Map<string, Made>()
  for (const { subscription, action } of [...actions, ...failures]) {
    bySubscription.set(subscription!, {
      action: action!,
      actions: actions.filter(other => other.subscription === subscription),
      failures: failures.filter(other => other.subscription === subscription),
    })
  }
  return bySubscription
}

type Difference = Omit<Change, 'destination' | 'subscription' | 'action'>

function compare(
  a: Made | undefined,
  b: Made | undefined,
  before: Destination | undefined,
  after: Destination | undefined,
): Difference[] {
  const [sentBefore, sentAfter] = [(a?.actions.length ?? 0) > 0, (b?.actions.length ?? 0) > 0]
  if (!sentAfter && (b?.failures.length ?? 0) > 0) return failureChanges(a, b!)
  if (!sentBefore && sentAfter) return [{ what: (a?.failures.length ?? 0) > 0 ? 'sent, failed before' : 'sent' }]
  if (sentBefore && !sentAfter) return [{ what: 'not sent' }]
  if (!sentBefore) return a && a.failures.length > 0 ? [{ what: 'not sent, failed before' }] : []
  if (a!.action !== b!.action) return [{ what: `${a!.action} → ${b!.action}` }]
  const payloads = differences(joinPayloads(a!), joinPayloads(b!), '')
  if (payloads.length > 0) return payloads
  return differences(buildRequests(before!, a!), buildRequests(after!, b!), 'request')
}

function failureChanges(a: Made | undefined, { failures }: Made): Difference[] {
  const known = new Set(a?.failures.map(({ code, at }) => `${code} ${at}`))
  return failures
    .filter(({ code, at }) => !known.has(`${code} ${at}`))
    .map(({ code, at, message }) => ({ what: `fails with ${code}`, at, after: message }))
}

/** A single action is compared on its own, several as a list. */
function joinPayloads({ actions }: Made): Json {
  return actions.length === 1 ? actions[0]!.payload : actions.map(({ payload }) => payload)
}

function buildRequests(destination: Destination, { actions }: Made): Json {
  const { requests } = destination.requests(actions, { batch: false, redact: true })
  const shown = requests.map(({ method, url, headers, body }) => {
    return { method, url, headers, ...(body !== undefined && { body: jsonOrText(body) }) }
  })
  return shown.length === 1 ? shown[0]! : shown
}

/** Lists all differences of two values, in the order of their keys. Iterative, because values may be nested deep. */
function differences(one: Json | undefined, other: Json | undefined, root: string): Difference[] {
  const found: Difference[] = []
  const open: [before: Json | undefined, after: Json | undefined, at: string][] = [[one, other, root]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [before, after, at] = next
    if (before === after) continue
    if (before === undefined) found.push({ what: 'added', at, after: after! })
    else if (after === undefined) found.push({ what: 'removed', at, before })
    else if (Array.isArray(before) && Array.isArray(after)) {
      for (let i = Math.max(before.length, after.length); i-- > 0; ) open.push([before[i], after[i], `${at}/*`])
    } else if (isObject(before) && isObject(after)) {
      const keys = new Set([...Object.keys(before), ...Object.keys(after)])
      for (const key of [...keys].reverse()) open.push([own(before, key), own(after, key), pointer(at, key)])
    } else {
      const kinds = [findKind(before), findKind(after)]
      found.push({ what: kinds[0] === kinds[1] ? 'changed' : kinds.join(' → '), at, before, after })
    }
  }
  return found
}
