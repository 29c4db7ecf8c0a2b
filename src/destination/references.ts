import type { DiagnosticBag } from '../diagnostics/index.ts'
import { isObject, type Json, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'

/** Levels of nesting. */
export const maxDepth = 200

/** Most values of a definition. A program may have put one object into it many times. */
export const mostValues = 1_000_000

/** Most values, and characters in strings and keys, that the references of a definition add to it. */
const mostAdded = { values: 200_000, characters: 2_000_000 }

/**
 * Copies a definition and replaces every `{ "$ref": "#/…" }` by the part that it names; keys beside `$ref` override those
 * of the part. This is the only walk over a definition of unknown depth, so it also reports excessive depth and size,
 * circular references, and keys that JSON cannot represent. A definition that is too large gives `undefined`.
 */
export function resolveReferences(definition: unknown, problems: DiagnosticBag): unknown {
  const open = new Set<Pointer>()
  /** Parts of circles that are already reported. */
  const circular = new Set<Pointer>()
  /** The rest of `mostAdded`. */
  const left = { ...mostAdded }
  let values = 0
  const isFull = () => left.values < 0 || left.characters < 0 || values > mostValues

  function copy(value: unknown, at: Pointer, depth: number): unknown {
    if (++values > mostValues) {
      if (values === mostValues + 1) problems.add('CM109', at, `a definition has at most ${mostValues} values`)
      return null
    }
    if (open.size > 0) {
      left.values--
      if (typeof value === 'string') left.characters -= value.length
      if (isFull()) return null
    }
    if (typeof value !== 'object' || value === null) return value
    if (depth > maxDepth) {
      problems.add('CM104', at, `nested deeper than ${maxDepth} levels`)
      return null
    }
    if (Array.isArray(value)) return value.map((item, i) => copy(item, pointer(at, i), depth + 1))
    const target = own(value as JsonObject, '$ref')
    if (typeof target === 'string' && target.startsWith('#/')) return resolveRef(value as JsonObject, target, at, depth)
    return copyKeys(value as JsonObject, at, depth)
  }

  function copyKeys(value: JsonObject, at: Pointer, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = []
    for (const key of Object.keys(value)) {
      if (open.size > 0) {
        left.characters -= key.length
        if (isFull()) break
      }
      if (key.isWellFormed()) {
        const member = copy(value[key], pointer(at, key), depth + 1)
        // An invalid `$ref` is reported once, not again as an absent key.
        if (member !== undefined) entries.push([key, member])
      } else problems.add('CM101', at, `the key ${JSON.stringify(key)} is not well-formed Unicode`)
    }
    return Object.fromEntries(entries)
  }

  function resolveRef(value: JsonObject, target: string, at: Pointer, depth: number): unknown {
    const { $ref, ...siblings } = value
    const found = find(definition as Json, target)
    if (found === undefined) {
      problems.add('CM105', at, `\`${target}\` is not a part of this definition`)
      return undefined
    }
    if (circular.has(target) || isFull()) return undefined
    if (open.has(target)) {
      problems.add('CM106', at, `\`${target}\` refers to itself`)
      for (const other of open) circular.add(other)
      return undefined
    }
    open.add(target)
    const base = copy(found, target.slice(1), depth + 1)
    open.delete(target)
    if (isFull()) {
      if (open.size === 0 && values <= mostValues) reportSize(at)
      return undefined
    }
    if (Object.keys(siblings).length === 0) return base
    if (!isObject(base)) {
      problems.add('CM105', at, `\`${target}\` is not an object, so this \`$ref\` cannot have other keys beside it`)
      return undefined
    }
    return { ...base, ...copyKeys(siblings, at, depth) }
  }

  function reportSize(at: Pointer): void {
    const { values, characters } = mostAdded
    const help = 'write the part where it is used, or use it less often'
    problems.add('CM109', at, `with this, references add more than ${values} values or ${characters} characters`, {
      help,
    })
  }

  const copied = copy(definition, '', 0)
  return isFull() ? undefined : copied
}

function find(root: Json, target: string): Json | undefined {
  let value: Json | undefined = root
  for (const key of pointerKeys(target.slice(1))) {
    value = typeof value === 'object' && value !== null ? own(value as JsonObject, key) : undefined
  }
  return value
}

/**
 * Finds the place in the file of a part of a resolved definition.
 *
 * @example writtenAt(definition, '/actions/track/fields/id/default') // '/fields/personId/default'
 */
export function findWrittenAt(definition: Json, at: Pointer): Pointer {
  let value: Json | undefined = definition
  let written = ''
  for (const key of pointerKeys(at)) {
    for (let hops = 0; hops < maxDepth && isObject(value) && !Object.hasOwn(value, key); hops++) {
      const target: Json | undefined = own(value, '$ref')
      if (typeof target !== 'string' || !target.startsWith('#/')) break
      value = find(definition, target)
      written = target.slice(1)
    }
    value = typeof value === 'object' && value !== null ? own(value as JsonObject, key) : undefined
    written = pointer(written, key)
  }
  return written
}
