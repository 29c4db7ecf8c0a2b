import type { Account } from '../../destination/index.ts'
import {
  type Batching,
  type Draft,
  findTrailEnd,
  finish,
  type Request,
  RequestError,
  refuseUnknown,
  startTrail,
  type Trail,
} from '../../request/index.ts'
import { isJson, type Pointer, runWithin } from '../../value/index.ts'
import type { Action, Failure, Skipped } from './action.ts'
import { withPredecessors } from './after.ts'
import type { batches } from './batches.ts'
import type { BatchKind, Pending } from './batchKind.ts'
import { describeRequestError } from './failure.ts'
import { notAList, notAnAction } from './input.ts'
import { noTokens } from './noTokens.ts'
import type { ActionProgram } from './program.ts'
import type { RequestQueue } from './queue.ts'
import type { RequestContext } from './requestContext.ts'
import type { Running } from './running.ts'
import { collectSubject, type Subject } from './subject.ts'
import type { Tokens } from './tokenProgram.ts'

/** Result of `requests`. Each action is in exactly one of the three lists. */
export interface Requests {
  readonly requests: readonly Request[]
  /** Actions that cannot be sent, with the reason. */
  readonly failures: readonly Failure[]
  /** Actions that make no request on purpose. */
  readonly skipped: readonly Skipped[]
}

export interface RequestOptions {
  /** `true`: in batches; `false`: one by one. By default, two or more actions are batched. */
  readonly batch?: boolean
  /** Adds to each request the requests that must be settled before it. All others may be sent at the same time. */
  readonly after?: boolean
  /**
   * Makes previews, with `<redacted NAME>` in place of unresolved secrets and `<token NAME>` in place of absent tokens.
   * Without it, such a request is a failure.
   */
  readonly redact?: boolean
  /** Tokens that the requests are made with, by the values that the definition declares. */
  readonly tokens?: Tokens
  /** Lowers the number of items of each batch, to send a request again in smaller parts. */
  readonly maxItems?: number
  /** Parts that were delivered, by action: numbers as in `parts` of a request. They are not sent again. */
  readonly done?: readonly (readonly number[])[]
}

/** Creates the part of a destination that makes requests. */
export function requestsPart({ program, account, action, hasBatches, limits }: Running) {
  const { slug, tokenFunctions = noTokens, tokenValues } = program
  const context = { slug, account, action, hasBatches, limits, tokenFunctions, tokenValues, envelopes: new Map() }
  return {
    requests: (actions: readonly Action[], options?: RequestOptions): Requests =>
      renderRequests(actions, context, options ?? {}),
  }
}

/**
 * Renders the requests of actions. No request overtakes an earlier one of the same subject: an action joins the first
 * batch of its kind that is not before such a request, or opens a new batch at the end.
 */
export function renderRequests(given: unknown, context: RequestContext, options: RequestOptions): Requests {
  if (!Array.isArray(given)) return { requests: [], failures: [notAList(given)], skipped: [] }
  if (given.length === 0) return { requests: [], failures: [], skipped: [] }
  const account = context.tokenFunctions.withTokens(context.account, context.tokenValues, options.tokens)
  const collector = new RequestCollector(
    given,
    account === context.account ? context : { ...context, account },
    options,
  )
  for (let index = 0; index < given.length; index++) collector.add(index)
  return collector.finish()
}

/** An action as single requests, as parts of batches, or as nothing. */
type Rendered =
  | { readonly skipped: Pick<Skipped, 'at' | 'message'> }
  | { readonly subject: Subject; readonly requests: readonly Request[] }
  | {
      readonly subject: Subject
      readonly kind: BatchKind
      readonly pending: readonly Pending[]
      readonly open: typeof batches.openQueue
    }

class RequestCollector {
  readonly #actions: readonly Action[]
  readonly #context: RequestContext
  readonly #isBatched: boolean
  readonly #wantsAfter: boolean
  readonly #isPreview: boolean
  readonly #maxItems: number | undefined
  readonly #done: unknown
  readonly #subjects: Subject[] = []
  /** Requests until a batch opens: these keep the order of their actions anyway. */
  readonly #requests: Request[] = []
  #queue: RequestQueue | undefined
  readonly #trail: Trail = startTrail()
  readonly #failures: Failure[] = []
  readonly #skipped: Skipped[] = []

  // Reads the options one by one: patterns with defaults and spreads took longer than the rest of a call without actions.
  constructor(actions: readonly Action[], context: RequestContext, options: RequestOptions) {
    this.#actions = actions
    this.#context = context
    this.#isBatched = context.hasBatches && (options.batch ?? actions.length > 1)
    this.#wantsAfter = options.after ?? false
    this.#isPreview = options.redact ?? false
    this.#maxItems = options.maxItems
    this.#done = options.done
  }

  add(index: number): void {
    const action = this.#actions[index]!
    const refused = notAnAction(action, this.#context.slug)
    if (refused) this.#failures.push({ ...namesOf(action), ...refused, index })
    else {
      try {
        const made = runWithin(this.#context.account.budget, action.payload, () => this.#render(action, index))
        this.#take(made, index)
      } catch (error) {
        this.#fail(error, index, findTrailEnd(this.#trail))
      }
    }
  }

  /** Renders an action. The result is taken only if all of it is within the budget. */
  #render(action: Action, index: number): Rendered {
    const { account } = this.#context
    const trail = this.#trail
    trail.at = undefined
    const program = this.#context.action(action.action)
    if (program === undefined) throw new TypeError(`the destination has no action \`${action.action}\``)
    trail.action = program.at
    const { batch, batches, requests, whyNone } = program
    const drafts: Draft[] = []
    if (!isJson(action.payload)) throw new RequestError('the payload is not JSON')
    for (const make of requests) make(action.payload, drafts, account, trail)
    if (drafts.length === 0) return { skipped: whyNone }
    const done = this.#doneParts(index, drafts.length, batch)
    if (done && drafts.every((_, part) => done.includes(part))) {
      return { skipped: { at: '', message: 'all parts of the action are done' } }
    }
    for (let part = 0; part < drafts.length; part++) {
      if (!done?.includes(part)) drafts[part] = this.#settle(drafts[part]!)
    }
    const isBatched =
      this.#isBatched && batch && !(batch.isForAll && done && drafts.some((_, part) => done.includes(part)))
    const pending = isBatched ? batches!.pendingOf(action, index, drafts, batch, account, trail) : undefined
    const isOrdered = pending !== undefined || this.#queue !== undefined || this.#wantsAfter
    const subject = isOrdered ? subjectOf(action, program, account) : undefined
    if (pending === undefined) return { subject, requests: this.#finishAll(drafts, index, done) }
    const kind = batches!.kindOf(action, batch!, this.#context, this.#maxItems, trail)
    const { secrets } = this.#settle(kind.envelope)
    const left = done ? pending.filter(({ part }) => !done.includes(part)) : pending
    return {
      subject,
      kind,
      pending: secrets ? left.map(one => ({ ...one, secrets })) : left,
      open: batches!.openQueue,
    }
  }

  #finishAll(drafts: readonly Draft[], index: number, done: readonly number[] | undefined): Request[] {
    const requests: Request[] = []
    for (let part = 0; part < drafts.length; part++) {
      if (!done?.includes(part)) requests.push(finish(drafts[part]!, this.#context.slug, index, part, this.#trail))
    }
    return requests
  }

  /** Marks the absent tokens of a preview, and refuses any other draft with unknown secrets or absent tokens. */
  #settle(draft: Draft): Draft {
    if (draft.secrets === undefined && draft.tokens === undefined) return draft
    this.#trail.at = draft.places.request
    if (!this.#isPreview) refuseUnknown(draft.secrets)
    return this.#context.tokenFunctions.settleTokens(draft, this.#context.account, this.#isPreview)
  }

  #take(rendered: Rendered, index: number): void {
    if ('skipped' in rendered) {
      this.#skipped.push({ index, ...rendered.skipped })
      return
    }
    const { subject } = rendered
    this.#subjects[index] = subject
    if ('kind' in rendered) {
      this.#queue ??= rendered.open(this.#requests)
      this.#queue.addPending(rendered.pending, rendered.kind, subject)
    } else if (this.#queue) this.#queue.addSingle(rendered.requests, subject)
    else for (const request of rendered.requests) this.#requests.push(request)
  }

  /** Numbers of the delivered parts of an action, of which one may stand for all. */
  #doneParts(index: number, count: number, batch: Batching | undefined): readonly number[] | undefined {
    const done: unknown = Array.isArray(this.#done) ? this.#done[index] : undefined
    if (!Array.isArray(done)) return undefined
    return batch?.isForAll && done.includes(count) ? Array.from({ length: count }, (_, part) => part) : done
  }

  finish(): Requests {
    const requests = this.#queue?.write((error, index, at) => this.#fail(error, index, at)) ?? this.#requests
    const failures = this.#failures.sort((a, b) => a.index! - b.index!)
    const ordered = this.#wantsAfter ? withPredecessors(requests, this.#subjects) : requests
    return { requests: ordered, failures, skipped: this.#skipped }
  }

  #fail(error: unknown, index: number, template: Pointer | undefined): void {
    const action = this.#actions[index]!
    const described = describeRequestError(error, action.payload, this.#context.account, template)
    const absent = error instanceof RequestError ? error.absentToken : undefined
    const token = absent === undefined ? undefined : this.#context.tokenValues.get(absent)
    this.#failures.push({ ...namesOf(action), ...described, index, ...(token !== undefined && { token }) })
  }
}

/** Subscription and action of a failure, if the given action has them. */
function namesOf(action: unknown): Pick<Failure, 'subscription' | 'action'> {
  try {
    const { subscription, action: key } = (action ?? {}) as Partial<Record<string, unknown>>
    return {
      ...(typeof subscription === 'string' && { subscription }),
      ...(typeof key === 'string' && { action: key }),
    }
  } catch {
    return {}
  }
}

/** A declared subject that cannot be computed counts as absent. */
function subjectOf({ payload, subject }: Action, program: ActionProgram, account: Account): Subject {
  try {
    return collectSubject(subject, program.subject?.(payload, account))
  } catch {
    return collectSubject(subject, undefined)
  }
}
