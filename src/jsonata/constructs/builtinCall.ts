import { type JsCode, join, js } from '../../code/index.ts'
import * as kind from '../kinds.ts'
import type { Builtin } from '../library.ts'
import { anyType, type Parameter } from '../parameters.ts'
import { checkArguments, isListOf, listOf } from '../runtime/arguments.ts'
import { isRecord } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'

/**
 * A call of a built-in function. Arguments that are as its signature says go straight to it. Only when one is
 * not, the signature itself looks at them: it puts in the context, makes an array of a single value, or refuses.
 */
export function emitBuiltinCall(builtin: Builtin, args: readonly JsCode[], scope: Scope): JsCode {
  const { name, implementation, signature, parameters, takesRun } = builtin
  const link = scope.unit.link(`fn_${name}`, implementation)
  const first = takesRun ? [scope.program.run] : []
  const isSimple = !builtin.seesScope && args.length <= parameters.length && !parameters.some(p => p.repeated)
  const inPlace = isSimple && !needsContext(builtin, args.length)
  const coerced = inPlace ? args.map((arg, index) => coerce(parameters[index]!, arg, scope)) : []
  const tests = inPlace ? args.flatMap((arg, index) => test(parameters[index]!, arg, scope)) : []
  const direct = js`${link}(${join([...first, ...coerced], ', ')})`
  const kinds = resultKinds(builtin)
  if (inPlace && tests.length === 0) return scope.const(direct, kinds)
  const given = js`[${join(args, ', ')}]`
  const signatureLink = scope.unit.link(`signature_${name}`, signature)
  const checked = js`...${scope.call({ checkArguments }, signatureLink, given, scope.input)}`
  const slow = js`${link}(${join([...first, checked, ...(builtin.seesScope ? sight(scope) : [])], ', ')})`
  return scope.const(inPlace ? js`${join(tests, ' && ')} ? ${direct} : ${slow}` : slow, kinds)
}

/** What is no more than an operator of JavaScript, and cannot fail. */
export function emitAsOperator({ name }: Builtin, args: readonly JsCode[], scope: Scope): JsCode | undefined {
  const [value] = args
  if (value === undefined || args.length > 1) return undefined
  if (name === 'exists') return scope.const(js`${value} !== undefined`, kind.boolean)
  const isBoolean = scope.kindsOf(value) === kind.boolean
  return name === 'not' && isBoolean ? scope.const(js`!${value}`, kind.boolean) : undefined
}

/** The context, its kind, and the variables in sight. */
function sight(scope: Scope): JsCode[] {
  const names = [...new Set(scope.frame.names())].filter(name => !name.startsWith('!'))
  const pairs = names.map(name => js`[${name}, ${scope.frame.lookup(name, scope.straight)?.code ?? js`undefined`}]`)
  return [scope.input, js`${scope.kind}`, js`[${join(pairs, ', ')}]`]
}

/** Whether the context stands in for an argument that is not given. */
export function needsContext({ parameters }: Builtin, count: number): boolean {
  return parameters.slice(count).some(parameter => parameter.context || !parameter.optional)
}

/** A parameter for any array takes any value, as an array of one. */
function coerce({ types, items }: Parameter, value: JsCode, scope: Scope): JsCode {
  if (types !== 'a' || items !== undefined) return value
  return kind.isWithin(scope.kindsOf(value), kind.absent | arrays) ? value : scope.call({ listOf }, value)
}

const arrays = kind.list | kind.sequence
/** The kinds of the letters of signatures. */
const kindsOfLetter: Readonly<Record<string, kind.Kinds>> = {
  ...{ s: kind.string, n: kind.number, b: kind.boolean, l: kind.nil },
  ...{ o: kind.record, a: arrays, f: kind.functions },
}

/** What a call gives: what signatures say of arrays and objects is not to be relied on. */
function resultKinds({ signature }: Builtin): kind.Kinds {
  const letter = /:([snb])>$/.exec(signature?.definition ?? '')?.[1]
  return letter === undefined ? kind.anything : kindsOfLetter[letter]! | kind.absent
}

/** The condition under which an argument can be passed as it is; none when it always can. */
function test({ types, items }: Parameter, code: JsCode, scope: Scope): JsCode[] {
  if (types === anyType || (types === 'a' && items === undefined)) return []
  const kinds = scope.kindsOf(code)
  const letters = [...types]
  const taken = letters.filter(letter => letter !== 'a' || items === undefined)
  const allowed = taken.reduce((all, letter) => all | kindsOfLetter[letter]!, types === 'f' ? 0 : kind.absent)
  if (kind.isWithin(kinds, allowed)) return []
  if (types === 'f') return [js`typeof ${code} === "function"`]
  if (kind.isWithin(kind.anything, allowed | kind.functions)) return [js`typeof ${code} !== "function"`]
  const possible = letters.filter(letter => kinds & kindsOfLetter[letter]!)
  const choices = possible.map(letter => testOne(letter, items, code, scope))
  if (kinds & kind.absent) choices.push(js`${code} === undefined`)
  return choices.length === 0 ? [js`false`] : [js`(${join(choices, ' || ')})`]
}

const typeNames: Readonly<Record<string, string>> = { s: 'string', n: 'number', b: 'boolean', f: 'function' }

function testOne(letter: string, items: string | undefined, code: JsCode, scope: Scope): JsCode {
  const type = typeNames[letter]
  if (type) return js`typeof ${code} === ${type}`
  if (letter === 'a') {
    const isArray = scope.call({ isArray: Array.isArray }, code)
    return items === undefined ? isArray : scope.call({ isListOf }, code, typeNames[items] ?? 'object')
  }
  return letter === 'o' ? scope.call({ isRecord }, code) : js`${code} === null`
}
