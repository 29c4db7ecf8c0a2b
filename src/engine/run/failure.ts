import { type Account, coercePayload, shorten } from '../../destination/index.ts'
import type { Code } from '../../diagnostics/index.ts'
import { JsonataError } from '../../jsonata/index.ts'
import { MappingError, whyUndecided } from '../../mapping/index.ts'
import { RequestError } from '../../request/index.ts'
import {
  BudgetError,
  type Foreign,
  findForeign,
  type JsonObject,
  overBudget,
  type Pointer,
  pointer,
  pointerKeys,
  runWithin,
  unitsLeft,
} from '../../value/index.ts'
import type { Failure, Result } from './action.ts'
import type { Subscription } from './program.ts'

/**
 * Coerces a payload, where generated code cannot prove that it is valid: returns a new payload, or `undefined` with
 * failures in the result. `misfits` are the keys whose values may be invalid; other values are proven.
 */
export function settlePayload(
  given: JsonObject,
  { failures }: Result,
  { name: subscription, action }: Subscription,
  misfits: readonly string[] = [],
): JsonObject | undefined {
  const { payload, problems } = coercePayload(given, action.fields, action.formats, misfits)
  for (const problem of problems) failures.push({ subscription, action: action.key, ...problem })
  return problems.length === 0 ? payload : undefined
}

/** Records the failure of an `error` check. */
export function refusePayload(
  { failures }: Result,
  { name: subscription, action }: Subscription,
  at: Pointer,
  message: string,
  check?: string,
): void {
  failures.push({ subscription, action: action.key, code: 'CM904', ...(check && { check }), at, message })
}

/** Records an error in a mapping. `key` is the field being computed. */
export function recordMappingError(
  { failures }: Result,
  { name: subscription, action }: Subscription,
  account: Account,
  key: string | undefined,
  error: unknown,
): void {
  const { code, message } = describeError(error, account)
  const at = key === undefined ? '' : pointer('', key) + placeWithin(error)
  failures.push({ subscription, action: action.key, code, at, message })
}

/** Decides by the value of `when`. */
export function isTrue(when: unknown): boolean {
  const undecided = whyUndecided(when)
  if (undecided !== undefined) throw new MappingError('CM902', `a check cannot decide: ${undecided}`)
  return when === true
}

/** Describes an error in a warning check. */
export function describeCheckError(error: unknown, account: Account): string {
  return `a check cannot be computed: ${describeError(error, account).message}`
}

/** Place of a failed expression inside a field's value, as deep as no directive surrounds it. */
function placeWithin(error: unknown): Pointer {
  const keys = pointerKeys(expressionIn(error) ?? '')
  return pointer(
    '',
    ...keys.slice(
      0,
      keys.findIndex(key => key.startsWith('@')),
    ),
  )
}

/** Pointer of the failed expression in its mapping. */
function expressionIn(error: unknown): Pointer | undefined {
  return error instanceof JsonataError || error instanceof MappingError ? error.expression : undefined
}

/** Longer messages are cut: an expression may give one of any length. */
const longestMessage = 2000

/** Describes an error of a subscription, without secrets. */
function describeError(error: unknown, { hideSecrets }: Pick<Account, 'hideSecrets'>): { code: Code; message: string } {
  const { code, message } = codeOf(error)
  return { code, message: shorten(message, longestMessage, hideSecrets) }
}

/**
 * Describes why an action has no request. If the payload is not JSON, that explains any error. `template` is the part of the
 * definition that failed.
 */
export function describeRequestError(
  error: unknown,
  payload: unknown,
  account: Account,
  template: Pointer | undefined,
): Pick<Failure, 'code' | 'at' | 'message' | 'template'> {
  const foreign = isOverBudget(error) ? undefined : findForeignWithin(account.budget, payload)
  if (foreign) return { code: 'CM905', at: foreign.at, message: `${foreign.what} cannot be sent: it is not JSON` }
  const described = { at: error instanceof RequestError ? error.at : '', ...describeError(error, account) }
  return template === undefined ? described : { ...described, template: template + (expressionIn(error) ?? '') }
}

function findForeignWithin(budget: number, payload: unknown): Foreign | undefined {
  try {
    return runWithin(budget, payload, () => findForeign(payload))
  } catch {
    return undefined
  }
}

function codeOf(error: unknown): { code: Code; message: string } {
  if (isOverBudget(error)) return { code: 'CM910', message: overBudget }
  // Engines throw a RangeError for an exhausted stack, and for strings and lists that are too long.
  if (error instanceof RangeError) {
    const isLong = /\blength\b/.test(error.message)
    return { code: 'CM906', message: isLong ? 'the result is too long' : 'the value is nested too deep' }
  }
  if (error instanceof RequestError) return { code: error.code, message: error.message }
  if (error instanceof MappingError) return { code: error.code, message: error.message }
  if (error instanceof JsonataError) return { code: 'CM902', message: `${error.message} (${error.code})` }
  return { code: 'CM902', message: error instanceof Error ? error.message : String(error) }
}

/** True if a run has used up its budget. Until it ends, every error follows from that. */
function isOverBudget(error: unknown): boolean {
  return error instanceof BudgetError || unitsLeft() < 0
}
