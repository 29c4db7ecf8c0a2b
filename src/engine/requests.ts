import {
  type BatchFunctions,
  type BatchTemplate,
  cutBatches,
  type Draft,
  encodeBody,
  finish,
  finishEncoded,
  itemsOf,
  type Request,
  type RequestTemplate,
  type Waiting,
} from '../request/index.ts'
import type { Action, Failure } from './action.ts'
import { describeError } from './failure.ts'
import { firstFrom, Order, type Subject, subjectOf } from './order.ts'
import type { ActionFunctions, ActionTemplates, Program } from './program.ts'

/** The requests of some actions, and what could not be made a request. */
export type Requests = readonly Request[] & { readonly failures: readonly Failure[] }

/** The failures are on the list, and no member of it: compared and copied, it is the list of its requests. */
class RequestList extends Array<Request> {
  readonly #failures: Failure[] = []

  /** What `map`, `filter` and the like make of it is an array like any other. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  get failures(): Failure[] {
    return this.#failures
  }
}

export interface RequestOptions {
  /** `true`: in batches; `false`: one by one. By default, in batches where there are two actions or more. */
  readonly batch?: boolean
}

/** Records what went wrong with one action. */
type Fail = (error: unknown, index: number) => void

export interface CompiledAction {
  readonly functions: ActionFunctions
  readonly templates: ActionTemplates
  /** Equal for actions whose batches make the same body of the same items. */
  readonly shape: number
  /** The kind of its batches, where that is the same for every payload. */
  kind?: Kind
}

interface Kind {
  readonly name: string
  readonly envelope: Draft
}

export function compiledActions(
  templates: ReadonlyMap<string, ActionTemplates>,
  { actions }: Program,
): ReadonlyMap<string, CompiledAction> {
  const shapes = new Map<string | undefined, number>()
  return new Map(
    [...templates].map(([key, templates]) => {
      const shape = shapes.get(templates.batch?.shape) ?? shapes.size
      shapes.set(templates.batch?.shape, shape)
      return [key, { templates, functions: actions[key]!, shape }]
    }),
  )
}

/** The drafts of actions that are sent together. */
interface Group {
  readonly envelope: Draft
  readonly limits: { readonly maxItems: number; readonly maxBytes: number }
  readonly makeBody: (items: readonly unknown[]) => unknown
  readonly waiting: (Waiting & { readonly single: Draft })[]
  readonly place: number
}

/**
 * Makes the requests of actions. No action overtakes an earlier one of the same subject: each joins the first batch of
 * its kind that stands behind all of these, and where there is none, opens one at the end.
 */
export function renderRequests(
  actions: readonly Action[],
  compiled: ReadonlyMap<string, CompiledAction>,
  hideSecrets: (text: string) => string,
  { batch = actions.length > 1 }: RequestOptions,
): Requests {
  const requests = new RequestList()
  const batches = batch && [...compiled.values()].some(({ functions }) => functions.batch)
  const fail: Fail = (error, index) => {
    const { subscription, action } = actions[index]!
    const { code, message } = describeError(error, hideSecrets)
    requests.failures.push({ subscription, action, code, at: '', message, index })
  }
  const order = new Order()
  const groups: Group[] = []
  const byName = new Map<string, Group[]>()
  /** What is in no batch: what stands before the first, behind the first, and so on. */
  const between: Request[][] = [[]]
  for (let number = 0; number < actions.length; number++) {
    const action = actions[number]!
    try {
      const known = compiled.get(action.action)
      if (known === undefined) throw new TypeError(`the destination has no action \`${action.action}\``)
      const { batch: batched, requests: templates } = known.functions
      const drafts: Draft[] = []
      for (const make of templates) make(action.payload, drafts)
      if (drafts.length === 0) continue
      const waiting = batches && batched ? waitingOf(action, number, drafts, batched) : undefined
      if (batched === undefined || waiting === undefined) {
        const finished = drafts.map(draft => finish(draft, [number]))
        // Where there is no batch, nothing can overtake.
        const subject = batches ? aboutOf(action, known) : undefined
        const before = batches ? Math.floor(order.firstFor(subject)) : 0
        for (const request of finished) between[before]!.push(request)
        if (batches) order.take(subject, before + 0.5)
      } else {
        const { name: kind, envelope } = kindOf(action, batched, known)
        const key = batched.key(action.payload)
        const limits = limitsOf(known.templates.batch!, batched.size(action.payload))
        const name = JSON.stringify([key, limits.maxItems, limits.maxBytes]) + kind
        const subject = aboutOf(action, known)
        let line = byName.get(name)
        if (line === undefined) byName.set(name, (line = []))
        let group = firstFrom(line, order.firstFor(subject))
        if (group === undefined) {
          const makeBody = (items: readonly unknown[]) => batched.body(items, key)
          group = { envelope, limits, makeBody, waiting: [], place: groups.length + 1 }
          groups.push(group)
          line.push(group)
          between.push([])
        }
        for (const one of waiting) group.waiting.push(one)
        order.take(subject, group.place)
      }
    } catch (error) {
      fail(error, number)
    }
  }
  for (const [before, singles] of between.entries()) {
    if (before > 0) for (const request of cutGroup(groups[before - 1]!, fail)) requests.push(request)
    for (const request of singles) requests.push(request)
  }
  return requests
}

/** What an action is about. Where that cannot be computed, it keeps its place among all others. */
function aboutOf({ payload, by }: Action, { functions }: CompiledAction): Subject {
  if (functions.subject === undefined) return by
  try {
    const declared = subjectOf(functions.subject(payload))
    return declared && by ? [...declared, ...by] : (declared ?? by)
  } catch {
    return by
  }
}

/** What an action adds to a batch; nothing where it goes alone, as what has no body does. */
function waitingOf(
  { payload }: Action,
  action: number,
  drafts: readonly Draft[],
  batched: BatchFunctions,
): Group['waiting'] | undefined {
  if (batched.when(payload) === false) return undefined
  const value = batched.distinct(payload)
  const distinct = value === undefined ? {} : { distinct: JSON.stringify(value) }
  const waiting = drafts.map(single => ({ action, single, item: batched.item(payload, single.body), ...distinct }))
  return waiting.every(({ item, single }) => item !== undefined && single.body !== undefined) ? waiting : undefined
}

/** The kind of batch that an action goes in: all actions with equal names may share one. */
function kindOf({ payload }: Action, batched: BatchFunctions, known: CompiledAction): Kind {
  if (known.kind) return known.kind
  const envelopes: Draft[] = []
  batched.envelope(payload, envelopes)
  const [envelope] = envelopes as [Draft]
  const { method, url, headers, encoding } = envelope
  const kind = { name: JSON.stringify([known.shape, method, url, encoding, headers]), envelope }
  if (isFixed(known.templates.batch!.envelope)) known.kind = kind
  return kind
}

/** Whether an envelope is the same for every payload. */
function isFixed({ method, url, headers, query, allHeaders }: RequestTemplate): boolean {
  return !allHeaders && [method, url.part, ...headers.values(), ...query.values()].every(part => part.fixed)
}

/** A size of a payload can make batches smaller, not larger; 0 and what is no whole number say nothing. */
function limitsOf({ maxItems, maxBytes }: BatchTemplate, size: unknown): Group['limits'] {
  const isSize = Number.isInteger(size) && (size as number) >= 1
  return { maxItems: isSize ? Math.min(maxItems, size as number) : maxItems, maxBytes }
}

/** The batches of a group. What cannot be written keeps nothing else from being sent. */
function cutGroup(group: Group, fail: Fail): Request[] {
  const { envelope, limits, makeBody, waiting } = group
  const encode = (part: Group['waiting']) => encodeBody(makeBody(itemsOf(part)), envelope.encoding)
  const requestsOf = (waiting: Group['waiting']) =>
    cutBatches(waiting, limits, part => encode([...part])).map(({ waiting, body }) => {
      const numbers = [...new Set(waiting.map(({ action }) => action))]
      if (body === undefined) return finish(waiting[0]!.single, numbers)
      return finishEncoded({ ...envelope, headers: { ...envelope.headers } }, body, numbers)
    })
  try {
    return requestsOf(waiting)
  } catch {
    const fine = waiting.filter(one => {
      try {
        encode([one])
        return true
      } catch (error) {
        fail(error, one.action)
        return false
      }
    })
    try {
      return requestsOf(fine)
    } catch (error) {
      for (const action of new Set(fine.map(({ action }) => action))) fail(error, action)
      return []
    }
  }
}
