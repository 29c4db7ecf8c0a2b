import { type ErrorObject, isSame, pointerKeys } from '../value/index.ts'
import { definitionSchema } from './schema.ts'
import { unreadField } from './unreadField.ts'

/** Replacements for absent or invalid parts, by key. Each definition gets its own, because repairs write to them. */
const standIns: ReadonlyMap<string, () => unknown> = new Map<string, () => unknown>([
  ['slug', () => ''],
  ['name', () => ''],
  ['actions', () => ({})],
  ['fields', () => ({})],
  ['type', () => 'string'],
])

type Node = Record<string, unknown>

/**
 * Removes the invalid parts of a definition, so that the rest can be checked too and every mistake is reported. Writes to
 * `definition`, which is a copy. A removed item of a list leaves `undefined`, so that other items keep their index.
 */
export function repair(definition: Node, errors: readonly ErrorObject[]): void {
  for (const { keyword, instancePath, params, parentSchema } of errors) {
    const keys = pointerKeys(instancePath)
    if (keyword === 'additionalProperties') remove(definition, [...keys, params.additionalProperty])
    else if (keyword === 'propertyNames') remove(definition, [...keys, params.propertyName])
    else if (keyword === 'required') supply(definition, keys, params.missingProperty)
    else if (keys.length === 0) continue
    else supply(definition, keys.slice(0, -1), keys.at(-1)!, parentSchema === definitionSchema.$defs.field)
  }
}

/** Writes the replacement for a key. A part without one is removed, together with its parent if that requires it. */
function supply(root: Node, parent: readonly string[], key: string, isField = false): void {
  const node = nodeAt(root, parent)
  if (node === undefined) return
  const standIn = isField ? unreadField() : standIns.get(key)?.()
  if (standIn !== undefined && !isSame(node[key], standIn)) node[key] = standIn
  else if (Object.hasOwn(node, key)) remove(root, [...parent, key])
  else remove(root, parent)
}

function remove(root: Node, keys: readonly string[]): void {
  const node = nodeAt(root, keys.slice(0, -1))
  const key = keys.at(-1)
  if (node === undefined || key === undefined) return
  if (Array.isArray(node)) node[Number(key)] = undefined
  else delete node[key]
}

function nodeAt(root: Node, keys: readonly string[]): Node | undefined {
  let node: unknown = root
  for (const key of keys) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined
    node = (node as Node)[key]
  }
  return typeof node === 'object' && node !== null ? (node as Node) : undefined
}
