import { RequestError } from '../../request/index.ts'
import { describeRequestError } from './failure.ts'
import type { TokenFunctions, TokenRequests } from './tokenProgram.ts'

// Functions of a program without tokens.

export const noTokens: TokenFunctions = { withTokens: account => account, settleTokens: draft => draft }

/** Refuses every name, because the destination has no token of it. */
export const noTokenRequests: TokenRequests = {
  makeTokenRequest(name, _tokens, _program, account) {
    try {
      return refuseToken(name)
    } catch (error) {
      return { failure: describeRequestError(error, {}, account, undefined) }
    }
  },
  readTokenAnswer(name, _answer, _tokens, _program, account) {
    try {
      return refuseToken(name)
    } catch (error) {
      return { outcome: 'rejected', message: account.hideSecrets((error as Error).message) }
    }
  },
}

/** @throws RequestError */
export function refuseToken(name: string): never {
  throw new RequestError(`the destination has no token \`${String(name)}\``)
}
