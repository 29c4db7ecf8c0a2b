import type { TokenResult, Tokens } from '../engine/index.ts'
import type { Request } from '../request/index.ts'
import type { Answer } from '../response/index.ts'
import type { Clock } from './clock.ts'
import type { Gate } from './gate.ts'
import type { Deliverable, DeliverOptions } from './options.ts'
import type { Stop } from './outcome.ts'
import { isSameTokens, memoryTokens, type TokenStore } from './tokens.ts'

/** Seconds in which no token ends. A token that is refused sooner is refused for good. */
const leastLife = 60

/** The tokens of a delivery. One renewal at a time; if the vendor refuses the new tokens, too, the account waits. */
export class TokenRenewal {
  readonly #destination: Deliverable
  readonly #store: TokenStore
  readonly #clock: Clock
  readonly #gate: Gate
  readonly #send: (request: Request) => Promise<Answer>
  #tokens: Tokens = {}
  #renewing: Promise<Stop | undefined> | undefined
  /** Times until which renewed tokens are new, by name. */
  readonly #newUntil = new Map<string, number>()
  /** True after a request for tokens without an answer, which may have had the only new ones. */
  #isAnswerLost = false

  constructor(
    destination: Deliverable,
    { tokens = memoryTokens() }: DeliverOptions,
    clock: Clock,
    gate: Gate,
    send: (request: Request) => Promise<Answer>,
  ) {
    this.#destination = destination
    this.#store = tokens
    this.#clock = clock
    this.#gate = gate
    this.#send = send
  }

  /** Tokens to make requests with. */
  get tokens(): Tokens {
    return this.#tokens
  }

  /** Reads the stored tokens. Returns a reason if they cannot be read. */
  async read(): Promise<Stop | undefined> {
    for (let attempt = 0; ; attempt++) {
      try {
        this.#tokens = await this.#store.read()
        return undefined
      } catch {
        const stop = await this.#gate.sleep(this.#gate.backOff(undefined, attempt))
        if (stop) return stop
      }
    }
  }

  /** True if requests that were made with these tokens may be sent. */
  isCurrent(tokens: Tokens): boolean {
    return this.#renewing === undefined && isSameTokens(tokens, this.#tokens)
  }

  /** Waits until no renewal is in progress. Returns a reason if it failed. */
  async settle(): Promise<Stop | undefined> {
    return this.#renewing
  }

  /** Replaces tokens that are refused or absent, unless they are replaced already. Returns a reason if there are none. */
  async renew(name: string, refused: Tokens): Promise<Stop | undefined> {
    if (!isSameTokens(refused, this.#tokens)) return undefined
    this.#renewing ??= this.#renew(name).finally(() => {
      this.#renewing = undefined
    })
    return this.#renewing
  }

  async #renew(name: string): Promise<Stop | undefined> {
    if (this.#clock.now() < (this.#newUntil.get(name) ?? Number.NEGATIVE_INFINITY)) return this.#giveUp(refusedAgain)
    for (let attempt = 0; ; attempt++) {
      const result = await this.#replace(name)
      if (result.outcome === 'delivered') {
        if (isSameTokens(result.tokens, this.#tokens)) return this.#giveUp(refusedAgain)
        this.#tokens = result.tokens
        return undefined
      }
      if (result.tokens) this.#tokens = result.tokens
      if (result.outcome === 'unauthorized') return this.#giveUp(this.#describeEnd(result.message))
      if (result.outcome !== 'retry') return this.#giveUp(result.message)
      const stop = await this.#gate.sleep(this.#gate.backOff(result.after, attempt))
      if (stop) return stop
    }
  }

  async #replace(name: string): Promise<TokenResult> {
    try {
      return await this.#store.replace(this.#tokens, current => this.#ask(name, current))
    } catch {
      return { outcome: 'retry', message: 'the tokens cannot be stored' }
    }
  }

  async #ask(name: string, current: Tokens): Promise<TokenResult> {
    const { request, failure } = this.#destination.tokenRequest(name, current)
    if (failure) return { outcome: 'unauthorized', message: failure.message }
    const { value: answer, stop } = await this.#gate.begin(
      () => 0,
      () => this.#send(request),
    )
    if (stop) return { outcome: 'retry', message: stop.message }
    const result = this.#destination.token(name, answer, current)
    if (answer.status === 0 || answer.cut !== undefined) this.#isAnswerLost = true
    if (result.outcome === 'delivered') {
      this.#newUntil.set(name, this.#clock.now() + Math.min(leastLife, result.expires ?? leastLife))
    }
    return result
  }

  /** Tells why the grant is gone, as far as that is known, and what to do. */
  #describeEnd(message: string): string {
    const cause = this.#isAnswerLost ? 'an earlier answer, which was lost, may have had the only new tokens; ' : ''
    return `the tokens cannot be renewed: ${message}; ${cause}connect the account again`
  }

  #giveUp(message: string): Stop {
    return this.#gate.close({ reason: 'unauthorized', message })
  }
}

const refusedAgain = 'the vendor refuses the new token'
