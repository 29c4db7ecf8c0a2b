import { Block, declareObject, type JsCode, join, js, type Unit } from '../code/index.ts'
import { accountRoots, emitPart, type Part } from '../request/index.ts'
import type { Pointer } from '../value/index.ts'
import type { ResponseTemplate } from './parse.ts'

const inputs = ['request', 'response', 'items', 'error', 'position', 'item'] as const

/** Emits a `ResponseReader`. */
export function emitResponse({ rules, errors }: ResponseTemplate, unit: Unit): JsCode {
  const ruleReaders = rules.map(({ at, when, after, message, ...data }) =>
    emitReader(at, data, { when, after, message }, unit),
  )
  const errorReaders = errors.map(({ at, parts, ...data }) => emitReader(at, data, parts, unit))
  return js`{\nrules: [\n${join(ruleReaders, '\n')}\n],\nerrors: [\n${join(errorReaders, '\n')}\n],\n}`
}

/** Emits an object with data, and a function `(input, account) => value` for each mapping. */
function emitReader(
  at: Pointer,
  data: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, Part | undefined>>,
  unit: Unit,
): JsCode {
  const members = Object.entries(data).map(([key, value]) => js`[${key}]: ${value}`)
  const functions = Object.entries(parts).flatMap(([key, part]) =>
    part ? [js`[${key}]: ${emitMapped(part, unit)}`] : [],
  )
  const taken = unit.trace ? [js`taken: () => ${unit.trace}.branch(${{ at }}, 0)`] : []
  return js`{ ${join([...members, ...functions, ...taken], ', ')} },`
}

function emitMapped(part: Part, unit: Unit): JsCode {
  const block = new Block(unit)
  const members = Object.fromEntries(inputs.map(name => [name, js`input[${name}]`]))
  const value = emitPart(part, block, declareObject(block, { ...members, ...accountRoots(unit) }))
  return js`(input, account) => {\n${block.code}\nreturn ${value};\n}`
}
