import type { DiagnosticBag } from '../diagnostics/index.ts'
import { describeKind, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import { describeId, exactId } from './id.ts'
import { utc } from './timestamp.ts'

/** True if a member of a call counts as absent. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** Reads an ID as a string, absent if blank, and reports a number that is not exact. Other types are left to the schema. */
export function readId(call: JsonObject, key: string, problems: DiagnosticBag, at: Pointer): JsonObject[string] {
  const value = own(call, key)
  if (isEmpty(value) || (typeof value === 'string' && value.trim() === '')) return undefined
  if (typeof value !== 'number') return value
  const id = exactId(value)
  if (id === undefined) {
    const help = 'send it as a string'
    problems.add('CM313', pointer(at, key), `\`${key}\` is ${describeId(value)}, expected string`, { help })
  }
  return id ?? String(value)
}

/** Reads a time as ISO 8601 in UTC. An invalid time is reported under `code` and becomes absent. */
export function readTime(
  call: object,
  key: string,
  problems: DiagnosticBag,
  at: Pointer,
  code: 'CM313' | 'CM314' = 'CM314',
): string | undefined {
  const value = own(call as JsonObject, key)
  if (isEmpty(value)) return undefined
  const time = utc(value)
  if (time === undefined) {
    const given = typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : describeKind(value)
    const help = 'as in 2024-02-29T12:00:00.000Z'
    problems.add(code, pointer(at, key), `\`${key}\` is ${given}, expected an ISO 8601 time`, { help })
  }
  return time
}
