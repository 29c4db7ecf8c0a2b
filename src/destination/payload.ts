import type { JsonObject } from '../value/index.ts'
import { type CoercedPayload, coercePayload } from './coercePayload.ts'
import type { Fields } from './fieldTypes.ts'
import { formatTests } from './formats.ts'
import { payloadFields } from './payloadFields.ts'

export type PayloadCheck = (payload: JsonObject) => CoercedPayload

/** Creates the full validation of a payload, used if its guards fail. */
export function payloadCheck(fields: Fields): PayloadCheck {
  const data = payloadFields(fields)
  return payload => coercePayload(payload, data, formatTests)
}
