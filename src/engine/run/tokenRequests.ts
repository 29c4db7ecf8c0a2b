import type { Account, Tokens } from '../../destination/index.ts'
import { type Draft, findTrailEnd, finishFor, refuseUnknown, startTrail } from '../../request/index.ts'
import type { Answer, TokenResult } from '../../response/index.ts'
import { BudgetError, overBudget, runWithin } from '../../value/index.ts'
import { describeRequestError } from './failure.ts'
import { refuseToken } from './noTokens.ts'
import type { TokenPrograms, TokenRequest, TokenRequests } from './tokenProgram.ts'
import { readTokens, settleTokens, withTokens } from './tokens.ts'

function makeTokenRequest(
  name: string,
  tokens: unknown,
  { slug, tokens: programs, tokenValues }: TokenPrograms,
  ofAccount: Account,
  isPreview: boolean,
): TokenRequest {
  const account = withTokens(ofAccount, tokenValues, tokens)
  const trail = startTrail()
  try {
    const { request: make } = findToken(name, programs)
    const request = runWithin(account.budget, tokens, () => {
      const drafts: Draft[] = []
      make({}, drafts, account, trail)
      const draft = drafts[0]!
      trail.at = draft.places.request
      if (!isPreview) refuseUnknown(draft.secrets)
      const carried = { destination: slug, actions: [], items: [], parts: [] }
      const settled = settleTokens(draft, account, isPreview)
      trail.at = draft.places.body
      return finishFor(settled, carried)
    })
    return { request }
  } catch (error) {
    return { failure: describeRequestError(error, {}, account, findTrailEnd(trail)) }
  }
}

function readTokenAnswer(
  name: string,
  answer: Answer,
  tokens: unknown,
  { tokens: programs, tokenValues }: TokenPrograms,
  account: Account,
): TokenResult {
  try {
    const { reader } = findToken(name, programs)
    const before = readTokens([...tokenValues.keys()], tokens) as Tokens
    return runWithin(account.budget, answer, () => reader.readToken(answer, reader, before, account))
  } catch (error) {
    if (error instanceof BudgetError) return { outcome: 'retry', message: overBudget }
    return { outcome: 'rejected', message: account.hideSecrets((error as Error).message) }
  }
}

function findToken(name: string, programs: TokenPrograms['tokens']): TokenPrograms['tokens'][string] {
  if (typeof name === 'string' && Object.hasOwn(programs, name)) return programs[name]!
  return refuseToken(name)
}

/** Functions that only programs with tokens import. */
export const tokenRequests: TokenRequests = { makeTokenRequest, readTokenAnswer }
