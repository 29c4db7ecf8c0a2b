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

/** Longest value in a message. */
const longestShown = 60

/** Describes a value for a message; long strings are cut, and objects only named. */
function shown(value: unknown): string {
  if (isObject(value)) return 'an object'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'number') return String(value)
  // A part of a long text would keep all of it in memory.
  const start = typeof value === 'string' ? value.slice(0, longestShown) : value
  const text = JSON.stringify(start) ?? 'absent'
  return text.length > longestShown ? `${text.slice(0, longestShown - 3)}…` : text
}
