import type { DiagnosticBag } from '../diagnostics/index.ts'
import type { Json } from '../value/index.ts'
import type { MappedField } from './action.ts'
import { payloadCheck } from './payload.ts'

/** Reports a fixed value that is invalid for its field. */
export function checkLiteral({ key, field, mapping }: MappedField, problems: DiagnosticBag): void {
  if (mapping?.kind !== 'value' || mapping.value === null) return
  const check = payloadCheck({ [key]: { ...field, required: false } })
  const reason = check({ [key]: mapping.value as Json }).problems.find(({ code }) => code === 'CM903')?.message
  if (reason === undefined) return
  problems.add('CM411', mapping.at, `the field \`${key}\` can never hold this: ${reason}`)
}
