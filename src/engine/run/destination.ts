import type { Account } from '../../destination/index.ts'
import type { Request } from '../../request/index.ts'
import { type Answer, type AnswerReader, type Outcomes, readOutcomes } from '../../response/index.ts'
import { isObject, pointer, pointerKeys } from '../../value/index.ts'
import type { Action, MapResult } from './action.ts'
import type { Limits } from './limits.ts'
import { createMap } from './map.ts'
import { noTokens } from './noTokens.ts'
import type { ActionProgram, DestinationProgram } from './program.ts'
import { type RequestOptions, type Requests, renderRequests } from './requests.ts'
import type { SubscriptionIndex } from './subscriptionIndex.ts'
import type { TokenRequest, TokenResult, Tokens } from './tokenProgram.ts'

/** Everything that a destination runs: its program, an account, and the account's subscriptions. */
export interface Running {
  readonly program: Pick<DestinationProgram, 'slug' | 'tokens' | 'tokenFunctions' | 'tokenValues'>
  readonly account: Account
  readonly index: SubscriptionIndex
  readonly action: (key: string) => ActionProgram | undefined
  readonly hasBatches: boolean
  readonly limits: Limits
}

/** The functions of a destination that run for every event, and for every answer. */
export interface Runner {
  readonly map: (event: unknown) => MapResult
  readonly requests: (actions: readonly Action[], options?: RequestOptions) => Requests
  /** Reads the vendor's answer to a request, as `outcomes` of a `Destination` does. */
  readonly outcomes: (request: Request, answer: Answer) => Outcomes
  /** Makes the request that gets or refreshes tokens. It carries no actions. Never throws. */
  readonly tokenRequest: (name: string, tokens?: Tokens, options?: Pick<RequestOptions, 'redact'>) => TokenRequest
  /** Reads the answer to it: all tokens to store from now on, or an outcome. Never throws. */
  readonly token: (name: string, answer: Answer, tokens?: Tokens) => TokenResult
}

export function createRunner({ program, account, index, action, hasBatches, limits }: Running): Runner {
  const { slug, tokenFunctions = noTokens, tokenValues } = program
  const context = { slug, account, action, hasBatches, limits, tokenFunctions, tokenValues, envelopes: new Map() }
  return {
    map: createMap(index, account),
    requests: (actions, options) => renderRequests(actions, context, options ?? {}),
    outcomes: (request, answer) => readOutcomes(request, answer, findReader(request, action), account),
    tokenRequest: (name, tokens, { redact = false } = {}) =>
      tokenFunctions.makeTokenRequest(name, tokens, program, account, redact),
    token: (name, answer, tokens) => tokenFunctions.readTokenAnswer(name, answer, tokens, program, account),
  }
}

/** Finds the response that the definition declares for a request. */
export function findReader(request: Request, action: Running['action']): AnswerReader | undefined {
  const template = isObject(request) ? request.template : undefined
  if (typeof template !== 'string') return undefined
  const [, key = ''] = pointerKeys(template)
  const ofAction = pointer('', 'actions', key)
  const place = template.slice(ofAction.length)
  const responses = template.startsWith(ofAction) ? action(key)?.responses : undefined
  return responses && Object.hasOwn(responses, place) ? responses[place] : undefined
}
