import type { DiagnosticBag } from '../diagnostics/index.ts'
import { describeKind, findKind, isObject, type JsonObject, own, type Pointer, pointer } from '../value/index.ts'
import type { CallType } from './event.ts'
import { callSchemas } from './schema.ts'

/** The keywords of JSON Schema by which calls are checked. `type` and the times need no check: `normalize` writes them. */
interface Schema {
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly minLength?: number
  readonly required?: readonly string[]
  readonly properties?: { readonly [key: string]: Schema }
  readonly additionalProperties?: Schema
  readonly anyOf?: readonly Schema[]
}

const schemas: Readonly<Record<CallType, Schema>> = callSchemas

/** Reports every violation of the schema of a call's type. */
export function checkCall(type: CallType, call: JsonObject, problems: DiagnosticBag, at: Pointer): void {
  const { anyOf, description, required = [], properties = {} } = schemas[type]
  if (anyOf && !anyOf.some(schema => fits(call, schema))) {
    problems.add('CM312', at, `\`${type}\` calls need ${description}`)
  }
  for (const key of required) {
    if (own(call, key) === undefined) problems.add('CM312', at, `\`${type}\` calls need \`${key}\``)
  }
  for (const key in properties) checkMember(own(call, key), properties[key]!, [key], problems, at)
  const userId = own(call, 'userId')
  if (type === 'alias' && userId !== undefined && userId === own(call, 'previousId')) {
    problems.add('CM313', pointer(at, 'previousId'), '`previousId` is the same as `userId`, expected another ID')
  }
}

/** Checks one member of a call, and its own members if they share a schema, such as those of `integrations`. */
function checkMember(
  value: unknown,
  schema: Schema,
  keys: readonly string[],
  problems: DiagnosticBag,
  at: Pointer,
): void {
  if (value === undefined) return
  if (!hasType(value, schema)) {
    const expected = [schema.type].flat().join(' or ')
    problems.add('CM313', pointer(at, ...keys), `\`${keys.join('.')}\` is ${describeKind(value)}, expected ${expected}`)
  } else if (isShort(value, schema)) {
    problems.add('CM313', pointer(at, ...keys), `\`${keys.join('.')}\` is empty, expected a string`)
  } else if (schema.additionalProperties && isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      checkMember(member, schema.additionalProperties, [...keys, key], problems, at)
    }
  }
}

function fits(value: unknown, schema: Schema): boolean {
  if (!hasType(value, schema) || isShort(value, schema)) return false
  const { required = [], properties = {} } = schema
  return (
    !isObject(value) ||
    (required.every(key => own(value, key) !== undefined) &&
      Object.entries(properties).every(([key, member]) => fits(own(value, key), member)))
  )
}

function hasType(value: unknown, { type }: Schema): boolean {
  return type === undefined || (typeof type === 'string' ? type === findKind(value) : type.includes(findKind(value)))
}

function isShort(value: unknown, { minLength = 0 }: Schema): boolean {
  return typeof value === 'string' && value.length < minLength
}
