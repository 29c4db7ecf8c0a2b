import type { RateDefinition } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { Request } from '../request/index.ts'
import type { Answer, Outcomes } from '../response/index.ts'
import type { Action, MapResult, Report } from './run/action.ts'
import type { RequestOptions, Requests } from './run/requests.ts'
import type { TokenRequest, TokenResult, Tokens } from './run/tokenProgram.ts'

/** A rate that the vendor allows, of one action or of all. */
export interface Rate extends RateDefinition {
  readonly action?: string
}

/** A compiled destination. All methods are pure: same input, same output, and no argument is changed. */
export interface Destination<Actions extends Action = Action> {
  readonly slug: string
  readonly name: string
  /** Mistakes that still compile. */
  readonly warnings: readonly Diagnostic[]
  /**
   * Maps one event to actions, in the order of the subscriptions, and to the failures of subscriptions that matched.
   * Never throws. Does not compute requests.
   */
  map(event: unknown): MapResult<Actions>
  /**
   * Computes the exact HTTP requests of actions from `map`. No request overtakes an earlier one of the same subject.
   * Never throws. Each action is in exactly one of `requests`, `failures` and `skipped`.
   *
   * @example
   * // After an outcome with `split`: the parts that are not delivered yet, in smaller batches.
   * destination.requests(actions, { maxItems: request.items.length >> 1, done: actions.map(() => []) })
   */
  requests(actions: readonly Action[], options?: RequestOptions): Requests
  /**
   * Reads the vendor's answer to a request: one outcome for each action that the request carries, in the order of
   * `request.actions`. Never throws.
   *
   * @example
   * const { outcomes, pause } = destination.outcomes(request, { status: 429, headers: { 'retry-after': '12' } })
   * outcomes // [{ action: 0, outcome: 'retry', after: 12, message: 'answered 429' }]
   * pause // true: nothing else of this account is to be sent for 12 seconds
   */
  outcomes(request: Request, answer: Answer): Outcomes
  /**
   * Makes the request that gets or refreshes tokens, with those that are known. It carries no actions. Never throws.
   *
   * @example
   * const { request } = destination.tokenRequest('oauth', { refresh: 'r-1' })
   */
  tokenRequest(name: string, tokens?: Tokens, options?: Pick<RequestOptions, 'redact'>): TokenRequest
  /**
   * Reads the answer to a request for tokens: all tokens to store from now on, or an outcome. `tokens` are those of the
   * request. Never throws.
   *
   * @example
   * destination.token('oauth', { status: 200, body: { access_token: 'a-1', expires_in: 3599 } }, { refresh: 'r-1' })
   * // { outcome: 'delivered', tokens: { refresh: 'r-1', access: 'a-1' }, expires: 3599 }
   */
  token(name: string, answer: Answer, tokens?: Tokens): TokenResult
  /**
   * Rates that the vendor allows. The caller obeys them.
   *
   * @example [{ count: 100, of: 'requests', per: 1, key: 'account' }]
   */
  readonly rates: readonly Rate[]
  /** Reports a verdict for every subscription, with the reason. Runs the same program with trace points. */
  explain(event: unknown): Report
}
