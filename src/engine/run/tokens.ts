import { type Account, isTokenAbsent, type SecretPlace, tokenMark, valuesHider } from '../../destination/index.ts'
import { type Draft, refuseAbsent } from '../../request/index.ts'
import { isObject, own, pointerKeys } from '../../value/index.ts'
import type { TokenFunctions } from './tokenProgram.ts'

export function withTokens(account: Account, values: ReadonlyMap<string, string>, given: unknown): Account {
  if (values.size === 0) return account
  const names = [...values.keys()]
  const known = readTokens(names, given)
  const hideTokens = valuesHider(Object.entries(known).map(([name, value]) => ({ value, instead: tokenMark(name) })))
  return {
    ...account,
    tokens: Object.fromEntries(names.map(name => [name, own(known, name) ?? tokenMark(name)])),
    hideSecrets: text => account.hideSecrets(hideTokens(text)),
  }
}

/** Reads the tokens that a caller gives. Only strings that are not empty count. */
export function readTokens(names: readonly string[], given: unknown): Record<string, string> {
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

export function settleTokens(draft: Draft, account: Account, isPreview: boolean): Draft {
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

/** Functions that only programs with tokens import. */
export const tokenFunctions: TokenFunctions = { withTokens, settleTokens }
