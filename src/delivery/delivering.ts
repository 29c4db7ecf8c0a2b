import type { Action } from '../engine/index.ts'
import type { Request } from '../request/index.ts'
import type { Answer, Outcome, Unauthorized } from '../response/index.ts'
import { Clock } from './clock.ts'
import { Gate } from './gate.ts'
import { type Deliverable, type DeliverOptions, type Delivery, numberOr } from './options.ts'
import type { Stop, Undelivered } from './outcome.ts'
import { type Again, collectElsewhere, collectParts, listActions, type Plan } from './plan.ts'
import { isSettled, Progress } from './progress.ts'
import { send } from './send.ts'
import { Timeouts } from './timeouts.ts'
import { TokenRenewal } from './tokenRenewal.ts'

/** An answered request whose actions are not all settled. */
interface Unsettled {
  readonly outcomes: readonly Outcome[]
  /** Seconds until it is sent again. */
  readonly wait: number
  /** Renews the token that the vendor refuses. */
  readonly renewal?: Promise<Stop | undefined>
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
  readonly #timeouts: Timeouts
  readonly #renewal: TokenRenewal

  constructor(destination: Deliverable, given: readonly (Action | Undelivered)[], options: DeliverOptions) {
    this.#destination = destination
    this.#options = options
    this.#actions = given.map(one => new Progress(one))
    const clock = new Clock(options.now)
    this.#gate = new Gate(options, clock)
    this.#timeouts = new Timeouts(numberOr(30, options.timeout), clock, options.wait)
    this.#renewal = new TokenRenewal(destination, options, clock, this.#gate, request => this.#send(request))
  }

  async run(): Promise<Delivery> {
    const indices = [...this.#actions.keys()]
    await this.#leaveOnError(indices, async () => {
      this.#gate.open()
      const stop = await this.#renewal.read()
      return stop ? this.#leave(indices, stop) : this.#settle(indices, { attempt: 0, elsewhere: new Map() })
    })
    this.#gate.end()
    this.#timeouts.end()
    const left = this.#actions.flatMap((progress, index) => progress.left(index) ?? [])
    const outcomes = this.#actions.flatMap((progress, action) => progress.outcome(action) ?? [])
    return { outcomes, left }
  }

  /** Makes and sends the requests of actions. Returns a reason if any of the actions is given back. */
  async #settle(indices: readonly number[], again: Again): Promise<Stop | undefined> {
    const plan = await this.#plan(indices, again)
    return 'reason' in plan ? plan : this.#settlePlan(plan)
  }

  /** Makes the requests of actions. Gives the actions back if a token that they need cannot be had. */
  async #plan(indices: readonly number[], again: Again): Promise<Plan | Stop> {
    const { elsewhere, maxItems } = again
    const actions = indices.map(index => this.#actions[index]!)
    for (;;) {
      const { tokens } = this.#renewal
      const { requests, failures, skipped } = this.#destination.requests(
        actions.map(({ action }) => action),
        {
          after: true,
          tokens,
          done: actions.map(({ settled }, place) => [...settled, ...(elsewhere.get(indices[place]!) ?? [])]),
          ...(maxItems !== undefined && { maxItems, batch: maxItems > 1 }),
        },
      )
      const tokenless = failures.find(({ token }) => token !== undefined)
      if (tokenless) {
        // Nothing may overtake the actions that wait for a token.
        const stop = await this.#renewal.renew(tokenless.token!, tokens)
        if (stop) return this.#leave(indices, stop)
        continue
      }
      for (const failure of failures) actions[failure.index!]!.fail(failure)
      for (const one of skipped) actions[one.index]!.skip(one)
      return { indices, requests, tokens, again, parts: collectParts(requests) }
    }
  }

  async #settlePlan(plan: Plan): Promise<Stop | undefined> {
    const settled: Promise<Stop | undefined>[] = []
    for (const request of plan.requests) {
      const before = Promise.all((request.after ?? []).map(place => settled[place]))
      settled.push(before.then(stops => this.#settleRequest(request, plan, stops.find(Boolean))))
    }
    return (await Promise.all(settled)).find(Boolean)
  }

  /** Settles the actions of a request, unless earlier ones of the same subject were given back, which would be overtaken. */
  async #settleRequest(request: Request, plan: Plan, earlier: Stop | undefined): Promise<Stop | undefined> {
    if (earlier) return this.#leave(listActions(request, plan), earlier)
    // A loop, because attempts that await each other would all stay in memory.
    for (let [current, made] = [request, plan]; ; ) {
      const indices = listActions(current, made)
      const next = await this.#leaveOnError(indices, () => this.#sendAndPlan(current, indices, made))
      if (next === undefined || 'reason' in next) return next
      if (next.requests.length !== 1) return this.#settlePlan(next)
      ;[current, made] = [next.requests[0]!, next]
    }
  }

  /** Sends a request. Returns the plan of what it leaves to send, or a reason if any of its actions is given back. */
  async #sendAndPlan(request: Request, indices: readonly number[], plan: Plan): Promise<Plan | Stop | undefined> {
    const isCurrent = () => this.#renewal.isCurrent(plan.tokens)
    const { value: unsettled, stop } = await this.#gate.pass(
      () => (isCurrent() ? this.#takeRoom(request, indices) : 0),
      () => (isCurrent() ? this.#exchange(request, plan) : undefined),
    )
    if (stop) return this.#leave(indices, stop)
    if (unsettled === undefined) {
      const end = await this.#renewal.settle()
      return end ? this.#leave(indices, end) : this.#planAgain(indices, request, plan)
    }
    const { outcomes, wait, renewal } = unsettled
    if (outcomes.length === 0) return undefined
    const rest = outcomes.map(({ action }) => plan.indices[action]!)
    const end = (await renewal) ?? (wait > 0 ? await this.#gate.sleep(wait) : undefined)
    if (end) return this.#leave(rest, end)
    const isSplit = outcomes.some(outcome => 'split' in outcome)
    return this.#planAgain(rest, request, plan, {
      ...(isSplit && { maxItems: Math.max(1, request.items.length >> 1) }),
      ...(wait > 0 && { attempt: plan.again.attempt + 1 }),
    })
  }

  /** Takes room for a request within the rates, or returns the seconds until there is some. */
  #takeRoom(request: Request, indices: readonly number[]): number {
    const { limiter } = this.#options
    const actions = indices.map(index => this.#actions[index]!.action)
    const wait = limiter?.delay(request, actions) ?? 0
    if (wait <= 0) limiter?.take(request, actions)
    return wait
  }

  /** Sends a request and reads its answer. A pause or a renewal begins before any other request can. */
  async #exchange(request: Request, plan: Plan): Promise<Unsettled> {
    const { limiter } = this.#options
    const { outcomes, pause } = this.#destination.outcomes(request, await this.#send(request))
    // The given functions come last: one that fails must not lose what the vendor has accepted.
    const parts = collectParts([request])
    for (const outcome of outcomes) {
      this.#actions[plan.indices[outcome.action]!]!.record(outcome, parts.get(outcome.action) ?? [])
    }
    for (const { action } of outcomes.filter(isSettled)) this.#note(plan.indices[action]!)
    const unsettled = outcomes.filter(outcome => !isSettled(outcome))
    if (outcomes.some(({ outcome }) => outcome === 'delivered')) {
      limiter?.speedUp()
      this.#gate.accept()
    }
    const waits = unsettled.map(one =>
      one.outcome === 'retry' && !one.split ? this.#gate.backOff(one.after, plan.again.attempt) : 0,
    )
    const wait = Math.max(0, ...waits)
    if (pause && this.#gate.pause(wait)) limiter?.slowDown()
    const refused = unsettled.find(({ outcome }) => outcome === 'unauthorized') as Unauthorized | undefined
    return { outcomes: unsettled, wait, ...(refused && { renewal: this.#renew(refused, plan) }) }
  }

  /** Renews a token. Returns a reason if that is impossible. */
  async #renew({ token, message }: Unauthorized, { tokens }: Plan): Promise<Stop | undefined> {
    if (token === undefined) return this.#gate.close({ reason: 'unauthorized', message })
    return this.#renewal.renew(token, tokens)
  }

  /** Plans to send actions of a request again, but only their parts of this request. */
  #planAgain(indices: readonly number[], request: Request, plan: Plan, change: Partial<Again> = {}) {
    return this.#plan(indices, { ...plan.again, ...change, elsewhere: collectElsewhere(request, plan) })
  }

  #note(index: number): void {
    this.#options.onSettled?.(index, this.#actions[index]!.undelivered)
  }

  /** Gives actions back if a function of the options fails, which ends the delivery. */
  async #leaveOnError<T>(indices: readonly number[], act: () => Promise<T>): Promise<T | Stop> {
    try {
      return await act()
    } catch {
      return this.#leave(indices, this.#gate.close(broken))
    }
  }

  #leave(indices: readonly number[], stop: Stop): Stop {
    for (const index of indices) this.#actions[index]!.leave(stop)
    return stop
  }

  #send(request: Request): Promise<Answer> {
    const { fetch, maxAnswerBytes } = this.#options
    return send(request, { timeouts: this.#timeouts, maxAnswerBytes: numberOr(1_048_576, maxAnswerBytes), fetch })
  }
}

const broken: Stop = { reason: 'stopped', message: 'a function of the options failed' }
