import { type ErrorObject, pointerKeys } from '../value/index.ts'

/** What stands in for a part that is missing or has the wrong shape, by its key. */
const standIns: Readonly<Record<string, unknown>> = { slug: '', name: '', actions: {}, fields: {}, type: 'string' }

type Node = Record<string, unknown>

/**
 * Takes out what `errors` are about, so that the rest of a definition can be checked too and every mistake is
 * reported at once. Writes to `definition`, a copy of ours. An item of a list leaves `undefined` in its place: the
 * places of the others stay what they are.
 */
export function repair(definition: Node, errors: readonly ErrorObject[]): void {
  for (const { keyword, instancePath, params } of errors) {
    const keys = pointerKeys(instancePath)
    if (keyword === 'additionalProperties') remove(definition, [...keys, params.additionalProperty])
    else if (keyword === 'propertyNames') remove(definition, [...keys, params.propertyName])
    else if (keyword === 'required') supply(definition, keys, params.missingProperty)
    else if (keys.length === 0) continue
    else supply(definition, keys.slice(0, -1), keys.at(-1)!)
  }
}

/** Puts the stand-in of a key in its place; a part that has none is taken out, and so is what cannot be without it. */
function supply(root: Node, parent: readonly string[], key: string): void {
  const node = nodeAt(root, parent)
  if (node === undefined) return
  if (Object.hasOwn(standIns, key) && node[key] !== standIns[key]) node[key] = standIns[key]
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
