import type { TokenResult, Tokens } from '../engine/index.ts'
import type { Request } from '../request/index.ts'
import type { Answer } from '../response/index.ts'
import type { Gate } from './gate.ts'
import type { Deliverable } from './options.ts'
import type { Stop } from './outcome.ts'
import { isSameTokens, type TokenStore } from './tokens.ts'

/** The tokens of a delivery. Each set of tokens is renewed at most once; if the vendor refuses the next too, the account waits. */
export class TokenRenewal {
  readonly #destination: Deliverable
  readonly #store: TokenStore
  readonly #gate: Gate
  readonly #send: (request: Request) => Promise<Answer>
  #known: Tokens = {}
  /** Tokens of a renewal that no request has succeeded with. */
  #unproved: Tokens | undefined

  constructor(destination: Deliverable, store: TokenStore, gate: Gate, send: (request: Request) => Promise<Answer>) {
    this.#destination = destination
    this.#store = store
    this.#gate = gate
    this.#send = send
  }

  async read(): Promise<Tokens> {
    this.#known = await this.#store.read()
    return this.#known
  }

  /** True if requests made with these tokens can be sent. */
  isCurrent(tokens: Tokens): boolean {
    return isSameTokens(tokens, this.#known)
  }

  /** Takes note that the vendor accepts these tokens. */
  accept(tokens: Tokens): void {
    if (this.#unproved && isSameTokens(tokens, this.#unproved)) this.#unproved = undefined
  }

  /** Replaces tokens that are refused or absent. Returns a reason if there are none. */
  async renew(name: string, refused: Tokens): Promise<Stop | undefined> {
    for (let attempt = 0; ; attempt++) {
      if (this.#unproved && isSameTokens(refused, this.#unproved)) {
        return this.#gate.close({ reason: 'unauthorized', message: 'the vendor refuses the new token' })
      }
      const result = await this.#replace(name, refused)
      if (result.outcome === 'delivered') {
        this.#known = result.tokens
        return undefined
      }
      if (result.outcome !== 'retry') return this.#gate.close({ reason: 'unauthorized', message: result.message })
      const stop = await this.#gate.sleep(this.#gate.waitOf(result.after, attempt))
      if (stop) return stop
    }
  }

  async #replace(name: string, refused: Tokens): Promise<TokenResult> {
    try {
      return await this.#store.replace(refused, current => this.#ask(name, current))
    } catch {
      return { outcome: 'unauthorized', message: 'the tokens cannot be stored' }
    }
  }

  async #ask(name: string, current: Tokens): Promise<TokenResult> {
    const { request, failure } = this.#destination.tokenRequest(name, current)
    if (failure) return { outcome: 'unauthorized', message: failure.message }
    const stop = await this.#gate.enter()
    if (stop) return { outcome: 'retry', message: stop.message }
    const answer = await this.#send(request)
    this.#gate.leave()
    const result = this.#destination.token(name, answer, current)
    if (result.outcome === 'delivered') this.#unproved = result.tokens
    return result
  }
}
