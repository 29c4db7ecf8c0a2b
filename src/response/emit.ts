import { Block, type JsCode, join, js, type Unit } from '../code/index.ts'
import { emitPart, originUrl, type Part } from '../request/index.ts'
import type { Pointer } from '../value/index.ts'
import type { ResponseTemplate, RuleTemplate } from './parse.ts'
import type { TokenTemplate } from './parseToken.ts'
import { readErrors } from './readErrors.ts'
import { readToken } from './readToken.ts'

const emitted = new WeakMap<Unit, Map<ResponseTemplate, JsCode>>()

/** Declares a `AnswerReader` and returns its name. Requests with the same response share it. */
export function emitResponse(template: ResponseTemplate, unit: Unit): JsCode {
  const ofUnit = emitted.get(unit) ?? new Map<ResponseTemplate, JsCode>()
  emitted.set(unit, ofUnit)
  const name = ofUnit.get(template) ?? unit.constant(emitResponseReader(template, unit))
  ofUnit.set(template, name)
  return name
}

function emitResponseReader({ rules, errors, auth, token }: ResponseTemplate, unit: Unit): JsCode {
  const errorReaders = errors.map(({ at, parts, ...data }) => emitReader(at, data, parts, unit))
  const imported = errors.length > 0 ? js`${unit.import({ readErrors })},\n` : js``
  const lists = js`errors: [\n${join(errorReaders, '\n')}\n],\n${imported}`
  const hidden = auth.length > 0 ? js`auth: ${auth},\n` : js``
  const use = token ? js`token: ${token},\n` : js``
  return js`{\n${emitRules(rules, unit)}\n${lists}${hidden}${use}}`
}

/** Emits a `TokenAnswerReader`. */
export function emitTokenReader({ rules, values, expires }: TokenTemplate, unit: Unit): JsCode {
  const readers = values.map(({ value, hosts, ...data }) => {
    const origin = hosts && js`value => ${unit.import({ originUrl })}(value, ${unit.data(hosts)})`
    return emitReader(value.at, data, { value }, unit, origin ? { origin } : {})
  })
  const lifetime = expires ? js`expires: ${emitMapped(expires, unit)},\n` : js``
  return js`{\n${emitRules(rules, unit)}\nvalues: [\n${join(readers, '\n')}\n],\n${unit.import({ readToken })},\n${lifetime}}`
}

function emitRules(rules: readonly RuleTemplate[], unit: Unit): JsCode {
  const readers = rules.map(({ at, when, after, message, ...data }) =>
    emitReader(at, data, { when, after, message }, unit),
  )
  return js`rules: [\n${join(readers, '\n')}\n],`
}

/** Emits an object with data, and a function `(input, account) => value` for each mapping. */
function emitReader(
  at: Pointer,
  data: Readonly<Record<string, unknown>>,
  parts: Readonly<Record<string, Part | undefined>>,
  unit: Unit,
  others: Readonly<Record<string, JsCode>> = {},
): JsCode {
  const members = Object.entries(data).map(([key, value]) => js`[${key}]: ${value}`)
  const functions = Object.entries(parts).flatMap(([key, part]) =>
    part ? [js`[${key}]: ${emitMapped(part, unit)}`] : [],
  )
  const given = Object.entries(others).map(([key, code]) => js`[${key}]: ${code}`)
  const taken = unit.trace ? [js`taken: () => ${unit.trace}.branch(${{ at }}, 0)`] : []
  return js`{ ${join([...members, ...functions, ...given, ...taken], ', ')} },`
}

function emitMapped(part: Part, unit: Unit): JsCode {
  return unit.function(() => {
    const block = new Block(unit)
    const input = js`input`
    block.assumeObject(input)
    const value = emitPart(part, block, input)
    return js`(input, account) => {\n${block.body}\nreturn ${value};\n}`
  })
}
