import type { MappedField, ParsedAction, ParsedCheck } from '../../destination/index.ts'
import type { Code } from '../../diagnostics/index.ts'
import { JsonataError } from '../../jsonata/index.ts'
import { MappingError } from '../../mapping/index.ts'
import { RequestError } from '../../request/index.ts'
import { findForeign, type JsonObject, type Pointer, pointer, pointerKeys } from '../../value/index.ts'
import type { Action, Failure } from './action.ts'

/** A result under construction. */
export interface Result {
  actions: Action[]
  readonly failures: Failure[]
}

/**
 * Coerces a payload, where generated code cannot prove that it is valid: returns a new payload, or `undefined` with
 * failures in the result.
 */
export function settlePayload(action: ParsedAction) {
  return (given: JsonObject, { failures }: Result, subscription: string): JsonObject | undefined => {
    const { payload, problems } = action.settle(given)
    for (const problem of problems) failures.push({ subscription, action: action.key, ...problem })
    return problems.length === 0 ? payload : undefined
  }
}

/** Creates the function that records the failure of an `error` check. */
export function refusePayload(action: ParsedAction, { at, message }: ParsedCheck) {
  return ({ failures }: Result, subscription: string): void => {
    failures.push({ subscription, action: action.key, code: 'CM904', at, message })
  }
}

/** Creates the function that records errors in mappings. `at` is the field being computed. */
export function recordMappingError(fields: readonly MappedField[], hideSecrets: (text: string) => string) {
  const mappings = new Map(fields.map(({ key, mapping }) => [pointer('', key), mapping?.at]))
  return (result: Result, subscription: string, action: string, at: Pointer, error: unknown): void => {
    const { code, message } = describeError(error, hideSecrets)
    result.failures.push({ subscription, action, code, at: at + placeWithin(mappings.get(at), error), message })
  }
}

/** Place of a failed expression inside a field's value, as deep as no directive surrounds it. */
function placeWithin(mapping: Pointer | undefined, error: unknown): Pointer {
  const expression = error instanceof JsonataError || error instanceof MappingError ? error.expression : undefined
  if (mapping === undefined || !expression?.startsWith(`${mapping}/`)) return ''
  const keys = pointerKeys(expression.slice(mapping.length))
  return pointer(
    '',
    ...keys.slice(
      0,
      keys.findIndex(key => key.startsWith('@')),
    ),
  )
}

/** Describes an error of a subscription, without secrets. */
export function describeError(error: unknown, hideSecrets: (text: string) => string): { code: Code; message: string } {
  const { code, message } = codeOf(error)
  return { code, message: hideSecrets(message) }
}

/** Describes why an action has no request. If the payload is not JSON, that explains any error. */
export function describeRequestError(
  error: unknown,
  payload: unknown,
  hideSecrets: (text: string) => string,
): Pick<Failure, 'code' | 'at' | 'message'> {
  const foreign = findForeign(payload)
  if (foreign) return { code: 'CM905', at: foreign.at, message: `${foreign.what} cannot be sent: it is not JSON` }
  return { at: error instanceof RequestError ? error.at : '', ...describeError(error, hideSecrets) }
}

function codeOf(error: unknown): { code: Code; message: string } {
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
