import { type Account, type Tokens, tokenMark, valuesHider } from '../destination/index.ts'
import { charge, cost, isObject, own } from '../value/index.ts'
import { type Answer, type ReadAnswer, readAnswer } from './answer.ts'
import { type Decision, decideByStatus } from './defaults.ts'
import { evaluate } from './exchange.ts'
import type { Rejected, Retry, Unauthorized } from './outcome.ts'
import type { TokenReader } from './reader.ts'
import { holds, settleAll } from './readOutcomes.ts'

/** New tokens, or the reason for their absence. */
export type TokenResult = GivenTokens | (RefusedTokens & { readonly tokens?: undefined })

/** `unauthorized`: the grant is gone, and a person has to connect the account again. */
export type RefusedTokens = Omit<Retry, 'split'> | Omit<Rejected, 'at' | 'items'> | Omit<Unauthorized, 'token'>

export interface GivenTokens {
  readonly outcome: 'delivered'
  /** All tokens to store: those of the answer, and the earlier ones that it does not replace. */
  readonly tokens: Tokens
  /** Seconds from the answer on. Absent if it has none: the tokens are good until a request is `unauthorized`. */
  readonly expires?: number
}

/** Reads the answer to a request for tokens. Never throws. */
export function readToken(given: Answer, reader: TokenReader, before: Tokens, ofAccount: Account): TokenResult {
  const answer = readAnswer(given)
  const { settings, constants } = ofAccount
  const input = { request: undefined, response: answer, items: [], settings, constants }
  const found = reader.values.map(({ name, value, isKept }) => {
    const token = evaluate(value, input, ofAccount)
    return { name, isKept, token: typeof token === 'string' && token !== '' ? token : undefined }
  })
  const known = Object.entries(before).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
  const fresh = found.flatMap(({ name, token }) => (token === undefined ? [] : [{ name, value: token }]))
  for (const { value } of [...known, ...fresh]) charge(cost.object + value.length * cost.urlCharacter)
  const hideTokens = valuesHider([...known, ...fresh].map(({ name, value }) => ({ value, instead: tokenMark(name) })))
  const account = { ...ofAccount, hideSecrets: (text: string) => ofAccount.hideSecrets(hideTokens(text)) }
  const exchange = { request: { actions: [0], items: [0] }, answer, input, account }
  const rule = reader.rules.find(rule => holds(rule, exchange))
  const settled = settleAll(rule?.outcome ?? decide(answer), exchange, rule)
  if (settled.outcome !== 'delivered') return settled
  const missing = found.find(({ token, isKept }) => token === undefined && !isKept)
  if (missing) return { outcome: 'retry', message: `the answer has no token \`${missing.name}\`` }
  const expires = evaluate(reader.expires, input, account)
  return {
    outcome: 'delivered',
    tokens: Object.fromEntries([...known, ...fresh].map(({ name, value }) => [name, value])),
    ...toSeconds(expires),
  }
}

/** Errors of RFC 6749, §5.2, about the grant or the client, which a person has to renew. */
const needsPerson = new Set<unknown>(['invalid_grant', 'invalid_client', 'unauthorized_client'])

function decide(answer: ReadAnswer): Decision {
  const { status, body } = answer
  const isGone = status === 400 && isObject(body) && needsPerson.has(own(body, 'error'))
  return isGone ? 'unauthorized' : decideByStatus(answer)
}

/** Reads seconds. Some vendors write the number as a string. */
function toSeconds(value: unknown): { readonly expires?: number } {
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? { expires: seconds } : {}
}
