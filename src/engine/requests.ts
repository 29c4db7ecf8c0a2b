import {
  type BatchTemplate,
  cutBatches,
  type Draft,
  encodeBody,
  finish,
  finishEncoded,
  itemsOf,
  type Request,
} from '../request/index.ts'
import type { Action, Failure } from './action.ts'
import { type Result, recordError } from './failure.ts'
import type { ActionFunctions, ActionTemplates, Program } from './program.ts'

/** The requests of some actions, and what could not be made a request. */
export type Requests = readonly Request[] & { readonly failures: readonly Failure[] }

export interface RequestOptions {
  /** `true`: in batches; `false`: one by one. By default, in batches where there are two actions or more. */
  readonly batch?: boolean
}

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
  readonly waiting: { readonly action: number; readonly body: unknown; readonly single: Draft }[]
}

/** Makes the requests of actions, in the order of the actions; a batch stands where its first action does. */
export function renderRequests(
  actions: readonly Action[],
  compiled: ReadonlyMap<string, CompiledAction>,
  hideSecrets: (text: string) => string,
  { batch = actions.length > 1 }: RequestOptions,
): Requests {
  const result: Result = { actions: [], failures: [] }
  const groups = new Map<string, Group>()
  const ordered: (Request[] | Group)[] = []

  const guard = ({ subscription, action }: { subscription: string; action: string }, render: () => void): void => {
    try {
      render()
    } catch (error) {
      recordError(result, subscription, action, '', error, hideSecrets)
    }
  }
  const render = ({ subscription, action, payload }: Action, number: number): void => {
    const known = compiled.get(action)
    if (known === undefined) throw new TypeError(`the destination has no action \`${action}\``)
    const { functions, templates } = known
    const drafts: Draft[] = []
    for (const make of functions.requests) make(payload, drafts)
    const batched = functions.batch
    if (!batch || batched === undefined || batched.when(payload) === false) {
      ordered.push(drafts.map(draft => finish(draft, [number])))
      return
    }
    const envelopes: Draft[] = []
    batched.envelope(payload, envelopes)
    const [envelope] = envelopes as [Draft]
    const { method, url, headers } = envelope
    const key = batched.key(payload)
    const limits = limitsOf(templates.batch!, batched.size(payload))
    const name = JSON.stringify([subscription, action, key, limits.maxItems, method, url, headers])
    let group = groups.get(name)
    if (group === undefined) {
      const makeBody = (items: readonly unknown[]) => batched.body(items, key)
      group = { subscription, action, envelope, limits, makeBody, waiting: [] }
      groups.set(name, group)
      ordered.push(group)
    }
    for (const single of drafts) group.waiting.push({ action: number, body: single.body, single })
  }

  actions.forEach((action, number) => {
    guard(action, () => render(action, number))
  })
  const requests: Request[] = []
  for (const entry of ordered) {
    if (Array.isArray(entry)) requests.push(...entry)
    else guard(entry, () => requests.push(...cutGroup(entry)))
  }
  // Not enumerable: compared and copied, the list is the list of its requests.
  return Object.defineProperty(requests, 'failures', { value: result.failures }) as unknown as Requests
}

/** A size of a payload can make batches smaller, not larger; 0 and what is no whole number say nothing. */
function limitsOf({ maxItems, maxBytes }: BatchTemplate, size: unknown): Group['limits'] {
  const isSize = Number.isInteger(size) && (size as number) >= 1
  return { maxItems: isSize ? Math.min(maxItems, size as number) : maxItems, maxBytes }
}

function cutGroup({ envelope, limits, makeBody, waiting }: Group): Request[] {
  const encode = (part: Group['waiting']) => encodeBody(makeBody(itemsOf(part)), envelope.encoding)
  return cutBatches(waiting, limits, part => encode([...part])).map(({ waiting, body }) => {
    const numbers = [...new Set(waiting.map(({ action }) => action))]
    if (body === undefined) return finish(waiting[0]!.single, numbers)
    return finishEncoded({ ...envelope, headers: { ...envelope.headers } }, body, numbers)
  })
}
