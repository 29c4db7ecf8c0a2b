import type { Request } from '../../request/index.ts'
import type { Answer, Outcomes } from '../../response/index.ts'
import type { Action, MapResult } from './action.ts'
import { mapPart } from './map.ts'
import { outcomesPart } from './outcomes.ts'
import { type RequestOptions, type Requests, requestsPart } from './requests.ts'
import type { Running } from './running.ts'
import type { TokenRequest, TokenResult, Tokens } from './tokenProgram.ts'
import { tokensPart } from './tokensPart.ts'

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

/** Creates all parts. A built module imports only those that it has. */
export function createRunner(running: Running): Runner {
  return { ...mapPart(running), ...requestsPart(running), ...outcomesPart(running), ...tokensPart(running) }
}
