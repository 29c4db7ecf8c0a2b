import { type BatchTemplate, cutBatches, type Draft, encodeBody, finish, type Request } from '../request/index.ts'
import type { Action, Failure } from './action.ts'
import { type Result, recordError } from './failure.ts'
import type { ActionFunctions, ActionTemplates } from './program.ts'

/** The requests of some actions, and what could not be made a request. */
export type Requests = readonly Request[] & { readonly failures: readonly Failure[] }

export interface RequestOptions {
  /** `true`: in batches; `false`: one by one. By default, in batches where there are two actions or more. */
  readonly batch?: boolean
}

interface CompiledAction {
  readonly functions: ActionFunctions
  readonly templates: ActionTemplates
}

/** A draft that waits for others of its batch. */
interface Waiting {
  readonly number: number
  readonly single: Draft
  readonly body: unknown
}

interface Group {
  readonly envelope: Draft
  readonly batch: BatchTemplate
  readonly makeBody: (items: readonly unknown[]) => unknown
  readonly waiting: Waiting[]
}

/** Makes the requests of actions, in the order of the actions; a batch stands where its first action does. */
export function renderRequests(
  actions: readonly Action[],
  compiled: ReadonlyMap<string, CompiledAction>,
  { batch = actions.length > 1 }: RequestOptions,
): Requests {
  const groups = new Map<string, Group>()
  const ordered: (Request | Group)[] = []
  const result: Result = { actions: [], failures: [] }
  for (const [number, { subscription, action: key, payload }] of actions.entries()) {
    const action = compiled.get(key)
    const guarded = (make: () => void): void => {
      try {
        make()
      } catch (error) {
        recordError(result, subscription, key, '', error)
      }
    }
    guarded(() => {
      const drafts: Draft[] = []
      for (const make of action?.functions.requests ?? []) make(payload, drafts)
      const { functions, templates } = action ?? {}
      if (!batch || !functions?.batch || !templates?.batch) {
        ordered.push(...drafts.map(draft => finish(draft, [number])))
        return
      }
      const envelopes: Draft[] = []
      functions.batch.envelope(payload, envelopes)
      const envelope = envelopes[0]!
      const { method, url, headers } = envelope
      const name = JSON.stringify([subscription, key, functions.batch.key(payload), method, url, headers])
      const group = groups.get(name) ?? {
        envelope,
        batch: templates.batch,
        makeBody: functions.batch.body,
        waiting: [],
      }
      if (!groups.has(name)) {
        groups.set(name, group)
        ordered.push(group)
      }
      for (const single of drafts) group.waiting.push({ number, single, body: single.body })
    })
  }
  const requests = ordered.flatMap(entry => ('waiting' in entry ? batched(entry) : [entry]))
  return Object.assign(requests, { failures: result.failures })
}

function batched({ envelope, batch, makeBody, waiting }: Group): Request[] {
  const encode = (items: readonly Waiting[]) => encodeBody(makeBody(items.map(item => item.body)), envelope.encoding)
  return cutBatches(waiting, batch, encode).map(({ items, body }) => {
    const numbers = [...new Set(items.map(item => item.number))]
    if (body === undefined) return finish(items[0]!.single, numbers)
    return { ...finish({ ...envelope, headers: { ...envelope.headers }, body: '' }, numbers), body }
  })
}
