import { type Account, type Tokens, tokenMark, valuesHider } from '../destination/index.ts'
import { charge, cost, isObject, own } from '../value/index.ts'
import { type Answer, type ReadAnswer, readAnswer } from './answer.ts'
import { type Decision, decideByStatus } from './defaults.ts'
import { evaluate } from './exchange.ts'
import { describeAnswer, messageText } from './message.ts'
import type { Rejected, Retry, Unauthorized } from './outcome.ts'
import type { TokenReader, TokenValue } from './reader.ts'
import { holds, settleAll } from './settleAll.ts'

/** New tokens, or the reason for their absence. */
export type TokenResult = GivenTokens | RefusedTokens

/** `unauthorized`: the grant is gone, and a person has to connect the account again. */
export type RefusedTokens = (Omit<Retry, 'split'> | Omit<Rejected, 'at' | 'items'> | Omit<Unauthorized, 'token'>) & {
  /** Tokens to store all the same: the answer has a new refresh token, which the vendor gives once. */
  readonly tokens?: Tokens
}

export interface GivenTokens {
  readonly outcome: 'delivered'
  /** All tokens to store: those of the answer, and the earlier ones that it does not replace. */
  readonly tokens: Tokens
  /** Seconds from the answer on. Absent if it has none: the tokens are good until a request is `unauthorized`. */
  readonly expires?: number
}

/** The answer to a request for tokens, with the function that reads it. */
export interface TokenAnswerReader extends TokenReader {
  readonly readToken: typeof readToken
}

/** Reads the answer to a request for tokens. Never throws. */
export function readToken(given: Answer, reader: TokenReader, before: Tokens, ofAccount: Account): TokenResult {
  const answer = readAnswer(given)
  const { settings, constants } = ofAccount
  const input = { request: undefined, response: answer, items: [], settings, constants }
  const found = reader.values.map(({ value, ...rest }) => {
    const token = evaluate(value, input, ofAccount)
    return { ...rest, token: typeof token === 'string' && token !== '' ? token : undefined }
  })
  const known = Object.entries(before).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
  const fresh = found.flatMap(({ name, token, isKept, origin }) =>
    token === undefined ? [] : [{ name, isKept, ...readValue(token, origin) }],
  )
  for (const { value } of [...known, ...fresh]) charge(cost.object + value.length * cost.urlCharacter)
  const hideTokens = valuesHider([...known, ...fresh].map(({ name, value }) => ({ value, instead: tokenMark(name) })))
  const account = { ...ofAccount, hideSecrets: (text: string) => ofAccount.hideSecrets(hideTokens(text)) }
  const exchange = { request: { actions: [0], items: [0] }, answer, input, account }
  const rule = reader.rules.find(rule => holds(rule, exchange))
  const settled = settleAll(rule?.outcome ?? decide(answer), exchange, rule)
  if (settled.outcome !== 'delivered') return settled
  const toTokens = (some: typeof fresh): Tokens =>
    Object.fromEntries([...known, ...some].map(({ name, value }) => [name, value]))
  const kept = fresh.filter(({ isKept, refused }) => isKept && refused === undefined)
  const keeping = kept.some(({ name, value }) => before[name] !== value) ? { tokens: toTokens(kept) } : {}
  const missing = found.find(({ token, isKept }) => token === undefined && !isKept)
  if (missing) {
    // Some vendors answer 200 with an error.
    if (needsPerson(answer)) return { outcome: 'unauthorized', message: describeAnswer(answer, account) }
    return { outcome: 'retry', message: `the answer has no token \`${missing.name}\``, ...keeping }
  }
  const wrong = fresh.find(({ refused }) => refused !== undefined)
  if (wrong) {
    const message = messageText(`\`${wrong.name}\` of the answer: ${wrong.refused}`, account) ?? ''
    return { outcome: 'rejected', message, ...keeping }
  }
  const expires = evaluate(reader.expires, input, account)
  return {
    outcome: 'delivered',
    tokens: toTokens(fresh),
    ...toSeconds(expires),
  }
}

/** Normalizes a value, if it is an origin. */
function readValue(value: string, origin: TokenValue['origin']): { readonly value: string; readonly refused?: string } {
  try {
    return { value: origin ? origin(value) : value }
  } catch (error) {
    return { value, refused: (error as Error).message }
  }
}

/** Errors of RFC 6749, §5.2, about the grant or the client, which a person has to renew. */
const personal = new Set<unknown>(['invalid_grant', 'invalid_client', 'unauthorized_client'])

function needsPerson({ body }: ReadAnswer): boolean {
  return isObject(body) && personal.has(own(body, 'error'))
}

function decide(answer: ReadAnswer): Decision {
  return answer.status === 400 && needsPerson(answer) ? 'unauthorized' : decideByStatus(answer)
}

/** Reads seconds. Some vendors write the number as a string. */
function toSeconds(value: unknown): { readonly expires?: number } {
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? { expires: seconds } : {}
}
