import type { Account } from '../../destination/index.ts'
import { whyUndecided } from '../../mapping/index.ts'
import {
  type Batching,
  byteLength,
  type Carried,
  collectItems,
  countItems,
  cutBatches,
  type Draft,
  distinct,
  encodeBody,
  findTrailEnd,
  finish,
  finishEncoded,
  type Request,
  RequestError,
  startTrail,
  type Trail,
  traceItems,
} from '../../request/index.ts'
import { built, chargeWalk, runWithin, toBudget } from '../../value/index.ts'
import type { Action } from './action.ts'
import type { BatchKind, Fail, Pending } from './batchKind.ts'
import type { Limits } from './limits.ts'
import { RequestQueue } from './queue.ts'

/** Method, URL and headers of a batch. `name` is their part of the name of a batch kind. */
interface Envelope {
  readonly name: string
  readonly draft: Draft
}

/** Parts of a compiled destination that its batches need. */
export interface BatchContext {
  readonly slug: string
  readonly account: Account
  readonly limits: Limits
  /** Envelopes that no payload changes, by action. */
  readonly envelopes: Map<string, Envelope>
}

interface BatchLimits {
  readonly maxItems: number
  readonly maxBytes: number
}

interface BatchParts extends Pick<BatchKind, 'envelope'> {
  readonly limits: BatchLimits
  readonly makeBody: (items: readonly unknown[], trail: Trail) => unknown
}

/** Creates the items of an action; `undefined` if it is sent alone, as a request without a body is. */
function pendingOf(
  { payload }: Action,
  action: number,
  drafts: readonly Draft[],
  batch: Batching,
  account: Account,
  trail: Trail,
): Pending[] | undefined {
  const when = batch.when ? batch.when(payload, account, trail) : true
  const undecided = whyUndecided(when)
  if (undecided !== undefined) throw new RequestError(`the batch cannot decide: ${undecided}`)
  if (when === false) return undefined
  const distinct = printKey(batch.distinct?.(payload, account, trail))
  const makeItem = (body: unknown) => (batch.item ? batch.item(payload, body, account, trail) : body)
  const singles = drafts.map((draft, part) => ({ draft, part }))
  if (batch.isForAll) {
    const item = makeItem(undefined)
    return hasItems(item) ? [{ action, part: drafts.length, singles, item, distinct }] : undefined
  }
  const pending = singles.map(single => {
    return { action, part: single.part, singles: [single], item: makeItem(single.draft.body), distinct }
  })
  return drafts.every(({ body }) => body !== undefined) && pending.every(({ item }) => hasItems(item))
    ? pending
    : undefined
}

function hasItems(item: unknown): boolean {
  return Array.isArray(item) ? item.length > 0 : item !== undefined
}

/** Determines the kind of batch for an action. */
function kindOf(action: Action, batch: Batching, context: BatchContext, maxItems: unknown, trail: Trail): BatchKind {
  const { account } = context
  const { name, draft } = envelopeOf(action, batch, context, trail)
  const key = batch.key?.(action.payload, account, trail)
  const limits = limitsOf(batch, [batch.size?.(action.payload, account, trail), maxItems], context.limits)
  const makeBody = (items: readonly unknown[], trail: Trail) => {
    return batch.body ? batch.body(items, key, account, trail) : items
  }
  return {
    name: built(`${limits.maxItems} ${limits.maxBytes} ${printKey(key) ?? ''}${name}`),
    envelope: draft,
    write: (pending, fail) => writeBatch(pending, { envelope: draft, limits, makeBody }, context, fail),
  }
}

/** Prints a value by which actions are compared. */
function printKey(value: unknown): string | undefined {
  if (value === undefined) return undefined
  chargeWalk(value)
  return JSON.stringify(value)
}

function envelopeOf(
  { action, payload }: Action,
  batch: Batching,
  { account, envelopes }: BatchContext,
  trail: Trail,
): Envelope {
  const known = envelopes.get(action)
  if (known) return known
  const drafts: Draft[] = []
  batch.envelope(payload, drafts, account, trail)
  const [draft] = drafts as [Draft]
  const { method, url, headers, encoding } = draft
  const name = printKey([batch.shape, method, url, encoding, headers])!
  const envelope = { name, draft }
  if (batch.isFixed) envelopes.set(action, envelope)
  return envelope
}

/** Applies the batch sizes that a payload and the caller ask for. Each can lower the limit; invalid ones have no effect. */
function limitsOf(batch: Batching, sizes: readonly unknown[], { batchItems, batchBytes }: Limits): BatchLimits {
  const most = batchItems ?? batch.maxItems ?? Number.POSITIVE_INFINITY
  const maxBytes = batchBytes ?? batch.maxBytes ?? Number.POSITIVE_INFINITY
  return { maxItems: Math.min(most, ...sizes.filter(isSize)), maxBytes }
}

function isSize(size: unknown): size is number {
  return Number.isInteger(size) && (size as number) >= 1
}

/** Lists the actions of pending drafts, and the action and the part of each item. */
function carriedBy(pending: readonly Pending[], body: unknown): Omit<Carried, 'destination'> {
  const [actions, items, parts]: [number[], number[], number[]] = [[], [], []]
  for (const one of pending) {
    if (actions.at(-1) !== one.action) actions.push(one.action)
    for (let count = countItems(one); count > 0; count--) {
      items.push(one.action)
      parts.push(one.part)
    }
  }
  const traced = traceItems(body, pending)
  if (traced === undefined) return { actions, items, parts }
  return { actions, items: traced.map(({ action }) => action), parts: traced.map(({ part }) => part) }
}

/**
 * Encodes the requests of a batch. Actions that cannot be encoded are reported to `fail`, with all their drafts; the
 * others are sent.
 */
function writeBatch(
  pending: readonly Pending[],
  { envelope, limits, makeBody }: BatchParts,
  { slug: destination, account }: BatchContext,
  fail: Fail,
): Request[] {
  /** A batch is a run with the budgets of all its actions. */
  const within = <T>(part: readonly Pending[], action: () => T): T =>
    runWithin(toBudget(account.budget * part.length), part, action)
  const trail = startTrail()
  const encode = (part: readonly Pending[]) =>
    within(part, () => {
      trail.action = envelope.action
      trail.at = envelope.places.body
      const value = makeBody(collectItems(part), trail)
      const text = encodeBody(value, envelope.encoding)
      return { value, text, bytes: byteLength(text) }
    })
  const weigh = (one: Pending) => within([one], () => byteLength(encodeBody(one.item, 'json')))
  const write = (all: readonly Pending[]) =>
    cutBatches(all, limits, { encode, weigh }).flatMap(({ waiting, body }) => {
      const [{ singles, action }] = waiting as [Pending]
      if (body === undefined) {
        return within(waiting, () => singles.map(({ draft, part }) => finish(draft, destination, action, part, trail)))
      }
      const secrets = distinct(waiting.flatMap(({ secrets = [] }) => secrets))
      const draft = { ...envelope, headers: { ...envelope.headers }, secrets }
      return finishEncoded(draft, body.text, { destination, ...carriedBy(waiting, body.value) })
    })
  try {
    return write(pending)
  } catch {
    const failed = new Set<number>()
    const failOnce = (error: unknown, action: number): void => {
      if (!failed.has(action)) fail(error, action, findTrailEnd(trail))
      failed.add(action)
    }
    for (const one of pending) {
      try {
        write([one])
      } catch (error) {
        failOnce(error, one.action)
      }
    }
    const fine = pending.filter(({ action }) => !failed.has(action))
    try {
      return write(fine)
    } catch (error) {
      for (const { action } of fine) failOnce(error, action)
      return []
    }
  }
}

/** Functions that only programs with a `batch` import. */
export const batches = { pendingOf, kindOf, openQueue: (first: Request[]) => new RequestQueue(first) }
