import { lint } from '../../analysis/index.ts'
import type { Diagnostic } from '../../diagnostics/index.ts'
import {
  isSame,
  type Json,
  type JsonObject,
  type Pointer,
  pointer,
  pointerKeys,
  readPath,
  withValue,
} from '../../value/index.ts'
import type { Notes } from './notes.ts'

/** Rounds of removals: one can reveal a mistake that another hid. */
const mostRounds = 20

/**
 * Removes everything that `check` finds wrong in a definition, and notes it. `origin` gives the place in the metadata.
 *
 * @returns the first mistake, if one is left
 */
export function mend(
  given: JsonObject,
  notes: Notes,
  origin: (at: Pointer) => Pointer,
): { readonly definition: JsonObject } | { readonly mistake: Diagnostic } {
  let definition = given
  for (let round = 0; ; round++) {
    const mistakes = lint(definition).filter(({ severity }) => severity === 'error')
    const [first] = mistakes
    if (first === undefined) return { definition }
    const before = definition
    // A removal from a list moves the items after it.
    for (const { code, at, message } of mistakes.toReversed()) {
      if (code === 'CM402' && (valueAt(definition, at) ?? null) === null) {
        definition = withValue(definition, at, unmapped) as JsonObject
        notes.add('unmapped', origin(at))
        continue
      }
      const place = findRemovable(definition, at)
      if (place === undefined) continue
      // Without its override, a field would have its default.
      const isOverride = pointerKeys(place)[2] === 'overrides'
      definition = withValue(definition, place, isOverride ? null : undefined) as JsonObject
      notes.add(pointerKeys(place).at(-1)!, origin(place), message)
    }
    if (isSame(before, definition) || round === mostRounds) return { mistake: first }
  }
}

const unmapped: Json = { '@literal': null, $todo: 'required, but the preset does not map it' }

function valueAt(definition: JsonObject, at: Pointer): unknown {
  return readPath(definition, pointerKeys(at))
}

/** The smallest part around a mistake that a definition can do without. */
function findRemovable(definition: JsonObject, at: Pointer): Pointer | undefined {
  const keys = pointerKeys(at)
  const [part, name, member] = keys
  if (name === undefined || valueAt(definition, pointer('', part!, name)) === undefined) return undefined
  if (part === 'subscriptions') {
    const isMapped = (member === 'mapping' || member === 'overrides') && keys.length > 3
    return pointer('', ...keys.slice(0, isMapped ? 4 : 2))
  }
  if (part === 'settings') {
    const setting = pointer('', part, name)
    const own = member ?? 'default'
    return valueAt(definition, pointer(setting, own)) === undefined ? setting : pointer(setting, own)
  }
  if (part !== 'actions') return undefined
  // A field, then a property of it, then a member of that.
  let length = member === 'fields' ? 4 : 3
  while (keys[length] === 'properties' && keys.length > length + 1) length += 2
  return pointer('', ...keys.slice(0, length + (member === 'fields' ? 1 : 0)))
}
