import type { MappedField, ParsedAction, ParsedCheck } from '../../destination/index.ts'
import type { Code } from '../../diagnostics/index.ts'
import { JsonataError } from '../../jsonata/index.ts'
import { MappingError } from '../../mapping/index.ts'
import { RequestError } from '../../request/index.ts'
import { findForeign, type JsonObject, type Pointer, pointer, pointerKeys } from '../../value/index.ts'
import type { Action, Failure } from './action.ts'

/** A result while it is being made. */
export interface Result {
  readonly actions: Action[]
  readonly failures: Failure[]
}

/** The careful way to settle a payload of an action: a new payload, or `undefined` and failures in the result. */
export function settlePayload(action: ParsedAction) {
  return (given: JsonObject, { failures }: Result, subscription: string): JsonObject | undefined => {
    const { payload, problems } = action.settle(given)
    for (const problem of problems) failures.push({ subscription, action: action.key, ...problem })
    return problems.length === 0 ? payload : undefined
  }
}

/** Refuses a payload for what one check says. */
export function refusePayload(action: ParsedAction, { at, message }: ParsedCheck) {
  return ({ failures }: Result, subscription: string): void => {
    failures.push({ subscription, action: action.key, code: 'CM904', at, message })
  }
}

/** Records what is thrown while the payload of some fields is computed; `at` is the field that it happened in. */
export function recordMappingError(fields: readonly MappedField[], hideSecrets: (text: string) => string) {
  const mappings = new Map(fields.map(({ key, mapping }) => [pointer('', key), mapping?.at]))
  return (result: Result, subscription: string, action: string, at: Pointer, error: unknown): void => {
    const { code, message } = describeError(error, hideSecrets)
    result.failures.push({ subscription, action, code, at: at + placeWithin(mappings.get(at), error), message })
  }
}

/** Where in the value that a mapping makes an expression failed: as deep as there is no directive around it. */
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

/** What was thrown while a subscription was computed, as its failure says it: it shows no secret. */
export function describeError(error: unknown, hideSecrets: (text: string) => string): { code: Code; message: string } {
  const { code, message } = codeOf(error)
  return { code, message: hideSecrets(message) }
}

/** What kept an action from being made a request. A payload that is not JSON explains any error. */
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
  // What engines throw when the stack is used up, or a text or a list is longer than they can hold.
  if (error instanceof RangeError) {
    const isLong = /\blength\b/.test(error.message)
    return { code: 'CM906', message: isLong ? 'what is made of it is too long' : 'the value is nested too deep' }
  }
  if (error instanceof RequestError) return { code: error.code, message: error.message }
  if (error instanceof MappingError) return { code: error.code, message: error.message }
  if (error instanceof JsonataError) return { code: 'CM902', message: `${error.message} (${error.code})` }
  return { code: 'CM902', message: error instanceof Error ? error.message : String(error) }
}
