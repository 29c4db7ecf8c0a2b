import { type ErrorObject, isObject, type Pointer, pointer, pointerKeys } from '../value/index.ts'
import { definitionSchema } from './schema.ts'
import { unreadField } from './unreadField.ts'

type Node = Record<string, unknown>

/** Makes the replacement for an absent or invalid part of an object. */
type StandIn = (node: Node) => unknown

/** By the key of the part. */
const standIns: { readonly [key: string]: StandIn } = {
  slug: () => 'unnamed',
  name: () => 'the destination',
  actions: () => ({}),
  fields: () => ({}),
  type: unreadType,
}

const { field, setting, action } = definitionSchema.$defs

/** True for a key that fields have, and settings may lack. */
export const isKeyOfField = (key: string): boolean => Object.hasOwn(field.properties, key)

/** By the schema of the part. Whatever refers to it is no further mistake. */
const wholeStandIns: ReadonlyMap<unknown, StandIn> = new Map<unknown, StandIn>([
  [field, unreadField],
  [setting, () => ({ type: 'string' })],
  [action, () => ({ fields: {} })],
])

/**
 * Removes the invalid parts of a definition, so that the rest can be checked too and every mistake is reported. Writes to
 * `definition`, which is a copy. A removed item of a list leaves `undefined`, so that other items keep their index.
 * `replaced` collects the places that got a replacement: one that is invalid too is removed in the next round.
 */
export function repair(definition: Node, errors: readonly ErrorObject[], replaced: Set<Pointer>): void {
  for (const { keyword, instancePath, params, parentSchema } of errors) {
    const keys = pointerKeys(instancePath)
    const [parent, key] = [keys.slice(0, -1), keys.at(-1)]
    if (keyword === 'additionalProperties') {
      remove(definition, [...keys, params.additionalProperty])
      // The default of a field is a mapping, which no setting has.
      if (parentSchema === setting && isKeyOfField(params.additionalProperty)) remove(definition, [...keys, 'default'])
    } else if (keyword === 'propertyNames') remove(definition, [...keys, params.propertyName])
    else if (keyword === 'required') replace(definition, keys, params.missingProperty, replaced)
    // Another error of this round may have removed it.
    else if (key !== undefined && Object.hasOwn(nodeAt(definition, parent) ?? {}, key)) {
      replace(definition, parent, key, replaced, wholeStandIns.get(parentSchema))
    }
  }
}

/** Writes the replacement for a key. A part without one is removed, together with its parent if that requires it. */
function replace(
  root: Node,
  parent: readonly string[],
  key: string,
  replaced: Set<Pointer>,
  standIn = Object.hasOwn(standIns, key) ? standIns[key] : undefined,
): void {
  const node = nodeAt(root, parent)
  if (node === undefined) return
  const at = pointer('', ...parent, key)
  if (standIn !== undefined && !replaced.has(at)) {
    replaced.add(at)
    node[key] = standIn(node)
  } else if (Object.hasOwn(node, key)) remove(root, [...parent, key])
  else remove(root, parent)
}

/** The type of a field that has none, or an invalid one. No type fits the choices better than another. */
function unreadType(node: Node): string {
  delete node.choices
  return isObject(node.properties) ? 'object' : 'string'
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
