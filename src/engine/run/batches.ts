import {
  type BatchFunctions,
  type BatchTemplate,
  type Carried,
  collectItems,
  countItems,
  cutBatches,
  type Draft,
  encodeBody,
  finish,
  finishEncoded,
  type Request,
  type RequestTemplate,
  type Waiting,
} from '../../request/index.ts'
import type { Action } from './action.ts'
import type { CompiledAction } from './compiledActions.ts'

/** One draft of an action, waiting for its batch. */
export interface Pending extends Waiting {
  readonly single: Draft
  /** Which of its action's drafts it is. */
  readonly part: number
}

/** Pending drafts that are sent together, in as many requests as the limits ask for. */
export interface Batch {
  readonly place: number
  readonly pending: Pending[]
  readonly envelope: Draft
  readonly limits: Limits
  readonly makeBody: (items: readonly unknown[]) => unknown
}

interface Limits {
  readonly maxItems: number
  readonly maxBytes: number
}

/** What actions that may share a batch have in common. `name` is equal exactly where all of it is. */
export interface BatchKind extends Pick<Batch, 'envelope' | 'limits'> {
  readonly name: string
  readonly key: unknown
  readonly functions: BatchFunctions
}

/** Method, URL and headers of a batch, and their part of a kind's name. */
export interface Envelope {
  readonly name: string
  readonly draft: Draft
}

/** Makes the pending drafts of an action; `undefined` where it goes alone, as a request without a body does. */
export function pendingOf(
  { payload }: Action,
  action: number,
  drafts: readonly Draft[],
  batch: BatchFunctions,
): Pending[] | undefined {
  if (batch.when(payload) === false) return undefined
  const value = batch.distinct(payload)
  const distinct = value === undefined ? undefined : JSON.stringify(value)
  const pending = drafts.map((single, part) => {
    return { action, part, single, item: batch.item(payload, single.body), distinct }
  })
  return pending.every(one => one.single.body !== undefined && hasItems(one.item)) ? pending : undefined
}

function hasItems(item: unknown): boolean {
  return Array.isArray(item) ? item.length > 0 : item !== undefined
}

/** Finds the kind of batch that an action goes in. */
export function kindOf({ payload }: Action, compiled: CompiledAction): BatchKind {
  const functions = compiled.functions.batch!
  const { name, draft } = envelopeOf(payload, compiled)
  const key = functions.key(payload)
  const limits = limitsOf(compiled.templates.batch!, functions.size(payload))
  const ofKey = key === undefined ? '' : JSON.stringify(key)
  return { name: `${limits.maxItems} ${limits.maxBytes} ${ofKey}${name}`, key, limits, envelope: draft, functions }
}

export function openBatch({ envelope, limits, key, functions }: BatchKind, place: number): Batch {
  return { place, pending: [], envelope, limits, makeBody: items => functions.body(items, key) }
}

function envelopeOf(payload: Action['payload'], compiled: CompiledAction): Envelope {
  if (compiled.envelope) return compiled.envelope
  const drafts: Draft[] = []
  compiled.functions.batch!.envelope(payload, drafts)
  const [draft] = drafts as [Draft]
  const { method, url, headers, encoding } = draft
  const envelope = { name: JSON.stringify([compiled.shape, method, url, encoding, headers]), draft }
  // Computed once where no payload changes it.
  if (isFixed(compiled.templates.batch!.envelope)) compiled.envelope = envelope
  return envelope
}

function isFixed({ method, url, headers, query, allHeaders }: RequestTemplate): boolean {
  return !allHeaders && [method, url.part, ...headers.values(), ...query.values()].every(part => part.fixed)
}

/** Applies the size that a payload asks for: it makes batches smaller, never larger. Other values have no effect. */
function limitsOf({ maxItems, maxBytes }: BatchTemplate, size: unknown): Limits {
  const isSize = Number.isInteger(size) && (size as number) >= 1
  return { maxItems: isSize ? Math.min(maxItems, size as number) : maxItems, maxBytes }
}

/** Lists the actions of pending drafts, and the action and the part of each of their items. */
function carriedBy(pending: readonly Pending[]): Omit<Carried, 'destination'> {
  const [actions, items, parts]: [number[], number[], number[]] = [[], [], []]
  for (const one of pending) {
    if (actions.at(-1) !== one.action) actions.push(one.action)
    for (let count = countItems(one); count > 0; count--) {
      items.push(one.action)
      parts.push(one.part)
    }
  }
  return { actions, items, parts }
}

/**
 * Writes the requests of a batch. An action that cannot be encoded is reported to `fail`, with all its drafts; the
 * others are sent.
 */
export function writeBatch(
  { pending, envelope, limits, makeBody }: Batch,
  destination: string,
  fail: (error: unknown, action: number) => void,
): Request[] {
  const encode = (part: readonly Pending[]) => encodeBody(makeBody(collectItems(part)), envelope.encoding)
  const write = (all: readonly Pending[]) =>
    cutBatches(all, limits, encode).map(({ waiting, body }) => {
      const [{ single, action, part }] = waiting as [Pending]
      if (body === undefined) return finish(single, destination, action, part)
      const draft = { ...envelope, headers: { ...envelope.headers } }
      return finishEncoded(draft, body, { destination, ...carriedBy(waiting) })
    })
  try {
    return write(pending)
  } catch {
    const failed = new Set<number>()
    const failOnce = (error: unknown, action: number): void => {
      if (!failed.has(action)) fail(error, action)
      failed.add(action)
    }
    for (const one of pending) {
      try {
        encode([one])
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
