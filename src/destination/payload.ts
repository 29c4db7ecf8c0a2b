import { defaultBudget, type JsonObject, runWithin } from '../value/index.ts'
import { type CoercedPayload, coercePayload } from './coercePayload.ts'
import type { Fields } from './fieldTypes.ts'
import { formatTests } from './formats.ts'
import { payloadFields } from './payloadFields.ts'

export type PayloadCheck = (payload: JsonObject) => CoercedPayload

/** Creates the full validation of a payload outside of a run, such as that of literal values. */
export function payloadCheck(fields: Fields): PayloadCheck {
  const data = payloadFields(fields)
  return payload => runWithin(defaultBudget, payload, () => coercePayload(payload, data, formatTests))
}
