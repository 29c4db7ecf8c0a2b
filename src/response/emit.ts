import { Block, type JsCode, join, js, type Unit } from '../code/index.ts'
import { emitPart, type Part } from '../request/index.ts'
import type { Pointer } from '../value/index.ts'
import type { ResponseTemplate } from './parse.ts'

/** Emits a `ResponseReader`. */
export function emitResponse({ rules, errors, auth }: ResponseTemplate, unit: Unit): JsCode {
  const ruleReaders = rules.map(({ at, when, after, message, ...data }) =>
    emitReader(at, data, { when, after, message }, unit),
  )
  const errorReaders = errors.map(({ at, parts, ...data }) => emitReader(at, data, parts, unit))
  const hidden = auth ? js`auth: ${{ ...auth }},\n` : js``
  return js`{\nrules: [\n${join(ruleReaders, '\n')}\n],\nerrors: [\n${join(errorReaders, '\n')}\n],\n${hidden}}`
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
  const input = js`input`
  block.assumeObject(input)
  const value = emitPart(part, block, input)
  return js`(input, account) => {\n${block.code}\nreturn ${value};\n}`
}
