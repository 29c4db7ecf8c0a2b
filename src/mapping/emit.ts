import { type Block, type JsCode, join, js, setKey } from '../code/index.ts'
import { chargeCompilation, compileCost, cost, type Pointer } from '../value/index.ts'
import type { Mapping, Member } from './mapping.ts'

/**
 * Emits a mapping of `input` into `block` and returns the code of its value: a name or a literal, with `undefined` for an
 * absent value. Objects and arrays of the mapping are new in each run.
 *
 * With `keepsAbsentKeys`, absent members of an object stay as `undefined`; `@merge` needs them.
 */
export function emitMapping(mapping: Mapping, block: Block, input: JsCode, keepsAbsentKeys = false): JsCode {
  chargeCompilation(compileCost.node)
  const value = emitValue(mapping, block, input, keepsAbsentKeys)
  if (block.trace) block.add(js`${block.trace}.value(${{ at: mapping.at }}, ${value});`)
  return value
}

function emitValue(mapping: Mapping, block: Block, input: JsCode, keepsAbsentKeys: boolean): JsCode {
  switch (mapping.kind) {
    case 'value':
      return js`${mapping.value}`
    case 'list':
      block.cost(mapping.items.length * cost.kept)
      return block.const(
        js`[${join(
          mapping.items.map(item => emitMapping(item, block, input)),
          ', ',
        )}]`,
      )
    case 'object':
      return emitObject(mapping.members, block, input, keepsAbsentKeys)
    case 'directive':
      return mapping.applied.emit(block, input, keepsAbsentKeys)
  }
}

/** Emits an object. Members up to the first that may be absent are in the literal, so that keys keep their order. */
function emitObject(members: readonly Member[], block: Block, input: JsCode, keepsAbsentKeys: boolean): JsCode {
  const values = members.map(({ mapping }) => emitMapping(mapping, block, input))
  const firstOptional = keepsAbsentKeys ? -1 : members.findIndex(({ mapping }) => !isPresent(mapping))
  const literalCount = firstOptional === -1 ? members.length : firstOptional
  const entries = members.slice(0, literalCount).map(({ key }, i) => emitEntry(key, values[i]!))
  // Engines make the objects of a literal faster than they add members.
  block.cost(entries.length * cost.item)
  const object = block.const(entries.length === 0 ? js`{}` : js`{ ${join(entries, ', ')} }`)
  members.slice(literalCount).forEach(({ key, mapping }, i) => {
    const value = values[literalCount + i]!
    const set = setKey(block, object, key, value)
    block.add(isPresent(mapping) ? set : js`if (${value} !== undefined) ${set}`)
  })
  return object
}

/** Emits one entry of an object literal. A plain key `__proto__` would set the prototype. */
function emitEntry(key: string, value: JsCode): JsCode {
  return key === '__proto__' ? js`[${key}]: ${value}` : js`${key}: ${value}`
}

/** True if a mapping has a value for every input. */
export function isPresent(mapping: Mapping): boolean {
  return mapping.kind !== 'directive' || mapping.applied.present === true
}

/** Emits the report of a taken arm of the branch at a place, for traced programs. */
export function traceArm(block: Block, at: Pointer, arm: number): void {
  const { trace } = block.unit
  if (trace) block.add(js`${trace}.branch(${{ at }}, ${arm});`)
}
