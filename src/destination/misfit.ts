import { isObject, type Pointer, pointer } from '../value/index.ts'
import type { FieldDefinition } from './definition.ts'
import type { PayloadProblem } from './payloadProblem.ts'

/** Describes a required field that is absent from the payload or object at `at`. */
export function absentField(at: Pointer, name: string): PayloadProblem {
  const where = at === '' ? '' : ` of \`${at}\``
  return { code: 'CM901', at: pointer(at, name), message: `required field \`${name}\`${where} is absent` }
}

/** Describes a value that does not fit its field. The value of a secret is not shown. */
export function misfit(at: Pointer, field: FieldDefinition, expected: string, value: unknown): PayloadProblem {
  const given = field.type === 'secret' ? '' : `, but it is ${shown(value)}`
  return { code: 'CM903', at, message: `expected ${expected}${given}` }
}

/** Describes a value for a message; long strings are cut, and objects only named. */
function shown(value: unknown): string {
  if (isObject(value)) return 'an object'
  if (Array.isArray(value)) return `a list of ${value.length}`
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'absent')
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
