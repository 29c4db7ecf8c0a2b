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
  type Waiting,
} from '../request/index.ts'
import type { Action, Failure } from './action.ts'
import { describeError } from './failure.ts'
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

/** Records what went wrong, with one action or with a whole batch. */
type Fail = (error: unknown, about: { readonly subscription: string; readonly action: string }, index?: number) => void

export interface CompiledAction {
  readonly functions: ActionFunctions
  readonly templates: ActionTemplates
}

export function compiledActions(
  templates: ReadonlyMap<string, ActionTemplates>,
  { actions }: Program,
): ReadonlyMap<string, CompiledAction> {
  return new Map([...templates].map(([key, templates]) => [key, { templates, functions: actions[key]! }]))
}

/** The drafts of one subscription's actions that are sent together. */
interface Group {
  readonly subscription: string
  readonly action: string
  readonly envelope: Draft
  readonly limits: { readonly maxItems: number; readonly maxBytes: number }
  readonly makeBody: (items: readonly unknown[]) => unknown
  readonly waiting: (Waiting & { readonly single: Draft })[]
  /** How many requests that are in no batch stand before its own. */
  readonly place: number
}

/** Makes the requests of actions, in the order of the actions; a batch stands where its first action does. */
export function renderRequests(
  actions: readonly Action[],
  compiled: ReadonlyMap<string, CompiledAction>,
  hideSecrets: (text: string) => string,
  { batch = actions.length > 1 }: RequestOptions,
): Requests {
  const requests = new RequestList()
  const fail: Fail = (error, { subscription, action }, index) => {
    const { code, message } = describeError(error, hideSecrets)
    const about = index === undefined ? {} : { index }
    requests.failures.push({ subscription, action, code, at: '', message, ...about })
  }
  const groups = new Map<string, Group>()
  for (let number = 0; number < actions.length; number++) {
    const action = actions[number]!
    try {
      const known = compiled.get(action.action)
      if (known === undefined) throw new TypeError(`the destination has no action \`${action.action}\``)
      const { batch: batched, requests: templates } = known.functions
      const drafts: Draft[] = []
      for (const make of templates) make(action.payload, drafts)
      const waiting = batch && batched ? waitingOf(action, number, drafts, batched) : undefined
      if (batched === undefined || waiting === undefined) {
        const finished = drafts.map(draft => finish(draft, [number]))
        for (const request of finished) requests.push(request)
      } else {
        const group = groupOf(action, batched, known.templates.batch!, groups, requests.length)
        for (const one of waiting) group.waiting.push(one)
      }
    } catch (error) {
      fail(error, action, number)
    }
  }
  if (groups.size === 0) return requests
  const singles = requests.splice(0)
  let next = 0
  for (const group of groups.values()) {
    while (next < group.place) requests.push(singles[next++]!)
    for (const request of cutGroup(group, fail)) requests.push(request)
  }
  while (next < singles.length) requests.push(singles[next++]!)
  return requests
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

/** The group of an action that goes in a batch. */
function groupOf(
  { subscription, action, payload }: Action,
  batched: BatchFunctions,
  template: BatchTemplate,
  groups: Map<string, Group>,
  place: number,
): Group {
  const envelopes: Draft[] = []
  batched.envelope(payload, envelopes)
  const [envelope] = envelopes as [Draft]
  const { method, url, headers } = envelope
  const key = batched.key(payload)
  const limits = limitsOf(template, batched.size(payload))
  const name = JSON.stringify([subscription, action, key, limits.maxItems, method, url, headers])
  let group = groups.get(name)
  if (group === undefined) {
    const makeBody = (items: readonly unknown[]) => batched.body(items, key)
    group = { subscription, action, envelope, limits, makeBody, waiting: [], place }
    groups.set(name, group)
  }
  return group
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
        fail(error, group, one.action)
        return false
      }
    })
    try {
      return requestsOf(fine)
    } catch (error) {
      fail(error, group)
      return []
    }
  }
}
