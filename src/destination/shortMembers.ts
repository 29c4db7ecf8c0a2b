import type { DiagnosticBag } from '../diagnostics/index.ts'
import { isObject, type JsonObject, own, pointer } from '../value/index.ts'
import { fieldTypes } from './fieldSchema.ts'
import type { Schema } from './fits.ts'
import type { Place } from './holes.ts'
import { isRequiredName, schemaName } from './partNames.ts'

/** Types by their names with `!`. */
const requiredTypes: ReadonlyMap<unknown, string> = new Map(fieldTypes.map(type => [`${type}!`, type]))

/** Members whose name is the level of a check, and whose value is its message. */
const levels: ReadonlySet<string> = new Set(['warning', 'skip'])

/**
 * Returns the members that one member of a part is short for: `"type": "string!"` also means `"required": true`, as does
 * `"$ref": "std#/email!"`, and `"skip": "…"` of a check is its `level` and its `message`.
 */
export function longMembers(
  key: string,
  value: unknown,
  schema: Schema | undefined,
): readonly (readonly [key: string, value: unknown])[] | undefined {
  if (!isShort(key, value, schema)) return undefined
  if (levels.has(key)) {
    return [
      ['level', key],
      ['message', value],
    ]
  }
  return key === '$ref' ? required : [['type', requiredTypes.get(value)], ...required]
}

function isShort(key: string, value: unknown, schema: Schema | undefined): boolean {
  if (key === '$ref') return isRequiredName(value, schema)
  if (levels.has(key)) return schemaName(schema) === 'check'
  if (key !== 'type' || !requiredTypes.has(value)) return false
  const part = schemaName(schema)
  return part === 'field' || part === 'setting'
}

const required = Object.entries({ required: true })

/** True if a member is short for several, or its type is a part or a hole, which may be. */
export function hasShortMember(object: JsonObject, schema: Schema | undefined): boolean {
  if (schema === undefined) return false
  return ['type', ...levels].some(key => {
    const value = own(object, key)
    if (value === undefined) return false
    return (key === 'type' && isObject(value)) || isShort(key, value, schema)
  })
}

/** Reports a member that says again, or otherwise, what a short one beside it says. */
export function reportTwice(object: JsonObject, { at, schema }: Place, problems: DiagnosticBag): void {
  const short = Object.keys(object).find(key => isShort(key, own(object, key), schema))
  if (short === undefined) return
  const rivals = levels.has(short) ? [...levels, 'level', 'message'] : ['required']
  const other = rivals.find(key => key !== short && Object.hasOwn(object, key))
  if (other === undefined) return
  const meaning = levels.has(short) ? `\`${short}\`, which is the level and the message` : '`!`, which means required'
  const message = `\`${other}\` cannot be beside ${meaning}`
  problems.add('CM101', pointer(at, other), message, { marks: 'key', help: 'keep one of them' })
}
