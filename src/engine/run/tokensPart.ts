import type { Answer } from '../../response/index.ts'
import { noTokenRequests } from './noTokens.ts'
import type { RequestOptions } from './requests.ts'
import type { Running } from './running.ts'
import type { TokenRequest, TokenResult, Tokens } from './tokenProgram.ts'

/** Creates the part of a destination that gets tokens. */
export function tokensPart({ program, account }: Running) {
  const { tokenRequests = noTokenRequests } = program
  return {
    tokenRequest: (
      name: string,
      tokens?: Tokens,
      { redact = false }: Pick<RequestOptions, 'redact'> = {},
    ): TokenRequest => tokenRequests.makeTokenRequest(name, tokens, program, account, redact),
    token: (name: string, answer: Answer, tokens?: Tokens): TokenResult =>
      tokenRequests.readTokenAnswer(name, answer, tokens, program, account),
  }
}
