import type { Action, Tokens } from '../engine/index.ts'
import type { Request } from '../request/index.ts'
import type { Answer, Outcome, Rejected, Unauthorized } from '../response/index.ts'
import { Gate } from './gate.ts'
import type { Deliverable, DeliverOptions, Delivery } from './options.ts'
import { type ActionOutcome, isLeft, type Left, type NotSent, type Stop } from './outcome.ts'
import { send } from './send.ts'
import { TokenRenewal } from './tokenRenewal.ts'
import { memoryTokens } from './tokens.ts'

/** An action on its way. */
interface Progress {
  readonly action: Action
  /** Settled parts. */
  readonly done: Set<number>
  rejected?: Rejected
  notSent?: NotSent
  left?: Stop
}

/** Requests of some actions that were made together. */
interface Plan {
  /** Actions of the plan, as indices of the delivery. Requests refer to them by their place here. */
  readonly indices: readonly number[]
  /** Parts that the plan sends, by the place of their action. */
  readonly parts: ReadonlyMap<number, ReadonlySet<number>>
  readonly tokens: Tokens
  readonly again: Again
}

/** How actions are sent again. */
interface Again {
  /** Failed attempts in a row. */
  readonly attempt: number
  readonly maxItems?: number
  /** Parts that other requests of an earlier plan send. */
  readonly elsewhere: ReadonlyMap<number, ReadonlySet<number>>
}

/**
 * One delivery. A request settles all its actions: it sends them again until they are settled or given back, while the
 * requests after it wait.
 */
export class Delivering {
  readonly #destination: Deliverable
  readonly #options: DeliverOptions
  readonly #actions: readonly Progress[]
  readonly #gate: Gate
  readonly #renewal: TokenRenewal

  constructor(destination: Deliverable, given: readonly (Action | Left)[], options: DeliverOptions) {
    this.#destination = destination
    this.#options = options
    this.#actions = given.map(one => {
      if (!isLeft(one)) return { action: one, done: new Set() }
      const { action, done, rejected } = one
      return { action, done: new Set(done), ...(rejected && { rejected }) }
    })
    this.#gate = new Gate(options)
    const { tokens = memoryTokens() } = options
    this.#renewal = new TokenRenewal(destination, tokens, this.#gate, request => this.#send(request))
  }

  async run(): Promise<Delivery> {
    await this.#settle([...this.#actions.keys()], { attempt: 0, elsewhere: new Map() })
    const outcomes: ActionOutcome[] = []
    const left: Left[] = []
    for (const [index, { action, done, rejected, notSent, left: stop }] of this.#actions.entries()) {
      if (stop) left.push({ index, action, done: [...done], ...(rejected && { rejected }), ...stop })
      else outcomes.push({ action: index, ...(rejected ?? notSent ?? { outcome: 'delivered' }) })
    }
    return { outcomes, left }
  }

  /** Makes the requests of actions. Resolves when all of them are settled or given back. */
  async #settle(indices: readonly number[], again: Again): Promise<void> {
    const tokens = await this.#renewal.read()
    const { elsewhere, maxItems } = again
    const { requests, failures, skipped } = this.#destination.requests(
      indices.map(index => this.#actions[index]!.action),
      {
        after: true,
        tokens,
        done: indices.map(index => [...this.#actions[index]!.done, ...(elsewhere.get(index) ?? [])]),
        ...(maxItems !== undefined && { maxItems, batch: maxItems > 1 }),
      },
    )
    const tokenless = failures.find(({ token }) => token !== undefined)
    if (tokenless) {
      // Nothing may overtake the actions that wait for a token.
      const stop = await this.#renewal.renew(tokenless.token!, tokens)
      return stop ? this.#leave(indices, stop) : this.#settle(indices, again)
    }
    for (const { index, code, at, message } of failures) {
      this.#actions[indices[index!]!]!.notSent = { outcome: 'failed', code, at, message }
    }
    for (const { index, at, message } of skipped) {
      const progress = this.#actions[indices[index]!]!
      if (progress.done.size === 0) progress.notSent = { outcome: 'skipped', at, message }
    }
    const plan: Plan = { indices, tokens, again, parts: collectParts(requests) }
    const settled: Promise<void>[] = []
    for (const request of requests) {
      const before = (request.after ?? []).map(place => settled[place])
      settled.push(Promise.all(before).then(() => this.#settleRequest(request, plan)))
    }
    await Promise.all(settled)
  }

  async #settleRequest(request: Request, plan: Plan): Promise<void> {
    const { limiter } = this.#options
    const indices = request.actions.map(place => plan.indices[place]!)
    const actions = indices.map(index => this.#actions[index]!.action)
    const stop = await this.#gate.enter(() => limiter?.delay(request, actions) ?? 0)
    if (stop) return this.#leave(indices, stop)
    if (!this.#renewal.isCurrent(plan.tokens)) {
      this.#gate.leave()
      return this.#sendAgain(indices, request, plan)
    }
    limiter?.take(request, actions)
    const answer = await this.#send(request)
    const { outcomes, pause } = this.#destination.outcomes(request, answer)
    const unsettled = outcomes.filter(outcome => !this.#record(outcome, request, plan))
    const retries = unsettled.filter(outcome => outcome.outcome === 'retry')
    const waits = retries.map(({ split, after }) => (split ? 0 : this.#gate.waitOf(after, plan.again.attempt)))
    const wait = Math.max(0, ...waits)
    if (pause) {
      limiter?.slowDown()
      this.#gate.pause(wait)
    }
    if (outcomes.some(({ outcome }) => outcome === 'delivered')) {
      limiter?.speedUp()
      this.#renewal.accept(plan.tokens)
    }
    this.#gate.leave()
    if (unsettled.length === 0) return
    const left = unsettled.map(({ action }) => plan.indices[action]!)
    const refused = unsettled.find(outcome => outcome.outcome === 'unauthorized')
    const end =
      (refused && (await this.#authorize(refused, plan.tokens))) ??
      (wait > 0 ? await this.#gate.sleep(wait) : undefined)
    if (end) return this.#leave(left, end)
    const isSplit = retries.some(({ split }) => split)
    return this.#sendAgain(left, request, plan, {
      ...(isSplit && { maxItems: Math.max(1, request.items.length >> 1) }),
      attempt: wait > 0 ? plan.again.attempt + 1 : plan.again.attempt,
    })
  }

  /** Notes the outcome of an action's parts in a request. Returns false if they are not settled. */
  #record(outcome: Outcome, request: Request, plan: Plan): boolean {
    const progress = this.#actions[plan.indices[outcome.action]!]!
    if (outcome.outcome === 'retry' || outcome.outcome === 'unauthorized') return false
    for (const part of partsIn(request, outcome.action)) progress.done.add(part)
    if (outcome.outcome === 'rejected') {
      const { at, message } = outcome
      progress.rejected ??= { outcome: 'rejected', ...(at !== undefined && { at }), message }
    }
    return true
  }

  #authorize({ token, message }: Unauthorized, tokens: Tokens): Promise<Stop | undefined> | Stop {
    return token === undefined
      ? this.#gate.close({ reason: 'unauthorized', message })
      : this.#renewal.renew(token, tokens)
  }

  /** Sends actions of a request again, but only their parts of this request. */
  #sendAgain(indices: readonly number[], request: Request, plan: Plan, change: Partial<Again> = {}): Promise<void> {
    const places = new Map(request.actions.map(place => [plan.indices[place]!, place]))
    const elsewhere = indices.map(index => {
      const place = places.get(index)!
      const others = new Set([...(plan.again.elsewhere.get(index) ?? []), ...(plan.parts.get(place) ?? [])])
      for (const part of partsIn(request, place)) others.delete(part)
      return [index, others] as const
    })
    return this.#settle(indices, { ...plan.again, ...change, elsewhere: new Map(elsewhere) })
  }

  #leave(indices: readonly number[], stop: Stop): void {
    for (const index of indices) this.#actions[index]!.left = stop
  }

  #send(request: Request): Promise<Answer> {
    const { timeout = 30, maxAnswerBytes = 1_048_576 } = this.#options
    return send(request, { timeout, maxAnswerBytes }, this.#options)
  }
}

/** Parts of an action that a request carries. */
function partsIn({ items, parts }: Request, action: number): number[] {
  return parts.filter((_, place) => items[place] === action)
}

/** Collects the parts of each action that requests carry. */
function collectParts(requests: readonly Request[]): Map<number, Set<number>> {
  const collected = new Map<number, Set<number>>()
  for (const { items, parts } of requests) {
    for (const [place, action] of items.entries()) {
      const known = collected.get(action) ?? new Set()
      collected.set(action, known.add(parts[place]!))
    }
  }
  return collected
}
