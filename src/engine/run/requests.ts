import type { Account } from '../../destination/index.ts'
import { type Draft, finish, type Request, RequestError, refuseUnknown, type Trail } from '../../request/index.ts'
import { isJson, type Pointer, runWithin } from '../../value/index.ts'
import type { Action, Failure, Skipped } from './action.ts'
import { withPredecessors } from './after.ts'
import type { Batch, BatchKind, Pending } from './batches.ts'
import { describeRequestError } from './failure.ts'
import { notAList, notAnAction } from './input.ts'
import { collectSubject, firstFrom, Order, type Subject } from './order.ts'
import type { ActionProgram } from './program.ts'
import type { RequestContext } from './requestContext.ts'
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

/**
 * Renders the requests of actions. No request overtakes an earlier one of the same subject: an action joins the first
 * batch of its kind that is not before such a request, or opens a new batch at the end.
 */
export function renderRequests(given: unknown, context: RequestContext, options: RequestOptions): Requests {
  if (!Array.isArray(given)) return { requests: [], failures: [notAList(given)], skipped: [] }
  const { batch = given.length > 1, tokens } = options
  const account = context.tokenFunctions.withTokens(context.account, context.tokenValues, tokens)
  const collector = new RequestCollector(given, { ...context, account }, { ...options, batch })
  for (let index = 0; index < given.length; index++) collector.add(index)
  return collector.finish()
}

/** An action as single requests, as parts of batches, or as nothing. */
type Rendered =
  | { readonly skipped: Pick<Skipped, 'at' | 'message'> }
  | { readonly subject: Subject; readonly requests: readonly Request[] }
  | { readonly subject: Subject; readonly kind: BatchKind; readonly pending: readonly Pending[] }

class RequestCollector {
  readonly #actions: readonly Action[]
  readonly #context: RequestContext
  readonly #isBatched: boolean
  readonly #wantsAfter: boolean
  readonly #isPreview: boolean
  readonly #maxItems: number | undefined
  readonly #done: unknown
  readonly #order = new Order()
  readonly #subjects: Subject[] = []
  readonly #batches: Batch[] = []
  readonly #batchesByKind = new Map<string, Batch[]>()
  /** Single requests: those before the first batch, those after the first, and so on. */
  readonly #between: Request[][] = [[]]
  readonly #trail: Trail = { at: undefined }
  readonly #failures: Failure[] = []
  readonly #skipped: Skipped[] = []

  constructor(
    actions: readonly Action[],
    context: RequestContext,
    { batch = false, after = false, redact = false, maxItems, done }: RequestOptions,
  ) {
    this.#actions = actions
    this.#context = context
    this.#wantsAfter = after
    this.#isPreview = redact
    this.#maxItems = maxItems
    this.#done = done
    this.#isBatched = batch && context.hasBatches
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
        this.#fail(error, index, this.#trail.at)
      }
    }
  }

  /** Renders an action. The result is taken only if all of it is within the budget. */
  #render(action: Action, index: number): Rendered {
    const { account, slug } = this.#context
    const trail = this.#trail
    trail.at = undefined
    const program = this.#context.action(action.action)
    if (program === undefined) throw new TypeError(`the destination has no action \`${action.action}\``)
    const { batch, batches, requests, whyNone } = program
    const drafts: Draft[] = []
    if (!isJson(action.payload)) throw new RequestError('the payload is not JSON')
    for (const make of requests) make(action.payload, drafts, account, trail)
    if (drafts.length === 0) return { skipped: whyNone }
    const isLeft = this.#selectParts(index, batch?.isForAll ? drafts.length : undefined)
    if (!drafts.some((_, part) => isLeft(part))) {
      return { skipped: { at: '', message: 'all parts of the action are done' } }
    }
    const settled = drafts.map((draft, part) => (isLeft(part) ? this.#settle(draft) : draft))
    const isBatched = this.#isBatched && batch && !(batch.isForAll && drafts.some((_, part) => !isLeft(part)))
    const pending = isBatched ? batches!.pendingOf(action, index, settled, batch, account, trail) : undefined
    // Until a batch opens, single requests keep the order of their actions anyway.
    const isOrdered = pending !== undefined || this.#batches.length > 0
    const subject = isOrdered || this.#wantsAfter ? subjectOf(action, program, account) : undefined
    if (pending === undefined) {
      const left = settled.flatMap((draft, part) => (isLeft(part) ? [finish(draft, slug, index, part, trail)] : []))
      return { subject, requests: left }
    }
    const kind = batches!.kindOf(action, batch!, this.#context, this.#maxItems, trail)
    const { secrets } = this.#settle(kind.envelope)
    const left = pending.filter(({ part }) => isLeft(part))
    return { subject, kind, pending: secrets ? left.map(one => ({ ...one, secrets })) : left }
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
    if ('requests' in rendered) this.#addSingle(rendered.requests, subject)
    else {
      const { pending, place } = this.#batchOf(rendered.kind, subject)
      for (const one of rendered.pending) pending.push(one)
      this.#order.take(subject, place)
    }
  }

  /** Selects the parts of an action that are not delivered yet. `whole` is the number of the part that is all of them. */
  #selectParts(index: number, whole: number | undefined): (part: number) => boolean {
    const done = Array.isArray(this.#done) ? this.#done[index] : undefined
    if (!Array.isArray(done)) return () => true
    if (whole !== undefined && done.includes(whole)) return () => false
    return part => !done.includes(part)
  }

  #addSingle(requests: readonly Request[], subject: Subject): void {
    const before = this.#batches.length > 0 ? Math.floor(this.#order.firstFor(subject)) : 0
    for (const request of requests) this.#between[before]!.push(request)
    if (this.#batches.length > 0) this.#order.take(subject, before + 0.5)
  }

  #batchOf(kind: BatchKind, subject: Subject): Batch {
    let batches = this.#batchesByKind.get(kind.name)
    if (batches === undefined) {
      batches = []
      this.#batchesByKind.set(kind.name, batches)
    }
    const found = firstFrom(batches, this.#order.firstFor(subject))
    if (found) return found
    const batch = { place: this.#batches.length + 1, pending: [], kind }
    this.#batches.push(batch)
    this.#between.push([])
    batches.push(batch)
    return batch
  }

  finish(): Requests {
    const requests: Request[] = []
    for (const [place, singles] of this.#between.entries()) {
      const batch = this.#batches[place - 1]
      const written = batch ? batch.kind.write(batch.pending, (error, index, at) => this.#fail(error, index, at)) : []
      for (const request of written) requests.push(request)
      for (const request of singles) requests.push(request)
    }
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
