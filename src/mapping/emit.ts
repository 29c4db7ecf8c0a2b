import { type Block, type JsCode, join, js, setKey } from '../code/index.ts'
import type { Pointer } from '../value/index.ts'
import type { Mapping, Member } from './mapping.ts'

/**
 * Writes what a mapping does to `input` into `block`, and gives the code of its value: a name or a literal, where
 * `undefined` means absent. Objects and arrays of the mapping are made anew at each run.
 *
 * With `keepsAbsentKeys`, absent members of an object stay as `undefined`: see `@merge`.
 */
export function emitMapping(mapping: Mapping, block: Block, input: JsCode, keepsAbsentKeys = false): JsCode {
  const value = emitValue(mapping, block, input, keepsAbsentKeys)
  if (block.trace) block.add(js`${block.trace}.value(${{ at: mapping.at }}, ${value});`)
  return value
}

function emitValue(mapping: Mapping, block: Block, input: JsCode, keepsAbsentKeys: boolean): JsCode {
  switch (mapping.kind) {
    case 'value':
      return js`${mapping.value}`
    case 'list':
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

/** Members that are always there stand in the literal, until the first that may be absent: keys keep their order. */
function emitObject(members: readonly Member[], block: Block, input: JsCode, keepsAbsentKeys: boolean): JsCode {
  const values = members.map(({ mapping }) => emitMapping(mapping, block, input))
  const firstOptional = keepsAbsentKeys ? -1 : members.findIndex(({ mapping }) => !isPresent(mapping))
  const literalCount = firstOptional === -1 ? members.length : firstOptional
  const entries = members.slice(0, literalCount).map(({ key }, i) => emitEntry(key, values[i]!))
  const object = block.const(entries.length === 0 ? js`{}` : js`{ ${join(entries, ', ')} }`)
  members.slice(literalCount).forEach(({ key, mapping }, i) => {
    const value = values[literalCount + i]!
    const set = setKey(block, object, key, value)
    block.add(isPresent(mapping) ? set : js`if (${value} !== undefined) ${set}`)
  })
  return object
}

/** As a plain key, `__proto__` would set the prototype. */
function emitEntry(key: string, value: JsCode): JsCode {
  return key === '__proto__' ? js`[${key}]: ${value}` : js`${key}: ${value}`
}

/** Whether it has a value for every input. */
export function isPresent(mapping: Mapping): boolean {
  return mapping.kind !== 'directive' || mapping.applied.present === true
}

/** Reports, in a traced program, that a run takes an arm of the branch at a place. */
export function traceArm(block: Block, at: Pointer, arm: number): void {
  const { trace } = block.unit
  if (trace) block.add(js`${trace}.branch(${{ at }}, ${arm});`)
}
