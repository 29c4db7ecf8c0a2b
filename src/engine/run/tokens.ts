import {
  type Account,
  isTokenAbsent,
  type SecretPlace,
  type Tokens,
  tokenMark,
  valuesHider,
} from '../../destination/index.ts'
import { type Draft, findTrailEnd, finishFor, refuseAbsent, refuseUnknown, startTrail } from '../../request/index.ts'
import type { Answer, TokenResult } from '../../response/index.ts'
import { BudgetError, isObject, overBudget, own, pointerKeys, runWithin } from '../../value/index.ts'
import { describeRequestError } from './failure.ts'
import { refuseToken } from './noTokens.ts'
import type { TokenFunctions, TokenPrograms, TokenRequest } from './tokenProgram.ts'

function withTokens(account: Account, values: ReadonlyMap<string, string>, given: unknown): Account {
  if (values.size === 0) return account
  const names = [...values.keys()]
  const known = readTokens(names, given)
  return {
    ...account,
    tokens: Object.fromEntries(names.map(name => [name, own(known, name) ?? tokenMark(name)])),
    hideSecrets: text => account.hideSecrets(hideTokens(text, known)),
  }
}

function hideTokens(text: string, known: Readonly<Record<string, string>>): string {
  return valuesHider(Object.entries(known).map(([name, value]) => ({ value, instead: tokenMark(name) })))(text)
}

/** Reads the tokens that a caller gives. Only strings that are not empty count. */
function readTokens(names: readonly string[], given: unknown): Record<string, string> {
  if (!isObject(given)) return {}
  try {
    const entries = names.flatMap(name => {
      const value = own(given, name)
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
    })
    return Object.fromEntries(entries)
  } catch {
    // A getter may throw.
    return {}
  }
}

function settleTokens(draft: Draft, account: Account, isPreview: boolean): Draft {
  if (draft.tokens === undefined) return draft
  const absent = draft.tokens.filter(place => isTokenAbsent(place.name, account) && mayContain(draft, place))
  if (absent.length === 0) return draft
  if (!isPreview) refuseAbsent(absent)
  return { ...draft, secrets: [...(draft.secrets ?? []), ...absent] }
}

/** False if a header or the URL has another value in place of an absent token, such as that of a setting. */
function mayContain({ headers, url }: Draft, { at, name }: SecretPlace): boolean {
  const [place, header] = pointerKeys(at)
  if (place === 'url') return url.includes(encodeURIComponent(tokenMark(name)))
  const text = place === 'headers' && header !== undefined ? own(headers, header) : undefined
  return text === undefined || text.includes(tokenMark(name))
}

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
export const tokenFunctions: TokenFunctions = { withTokens, settleTokens, makeTokenRequest, readTokenAnswer }
