import { isArray, type JsCode, join, js } from '../../code/index.ts'
import type { EmitContext } from '../emitContext.ts'
import { type Builtin, emitSignature, importImplementation } from '../library.ts'
import { checkArguments, isListOf, listOf } from '../runtime/arguments.ts'
import { anyType, type Parameter } from '../runtime/signature.ts'
import { isRecord } from '../runtime/values.ts'
import * as staticTypes from '../staticTypes.ts'

/**
 * Emits a call of a built-in function. Arguments that fit the signature are passed directly. Otherwise the signature
 * validates them: it inserts the context, wraps a single value in an array, or throws.
 */
export function emitBuiltinCall(builtin: Builtin, args: readonly JsCode[], context: EmitContext): JsCode {
  const { takesRun } = builtin
  const { parameters } = builtin.signature
  const implementation = importImplementation(builtin, context.unit)
  const first = takesRun ? [context.program.run] : []
  const isSimple = !builtin.seesScope && args.length <= parameters.length && !parameters.some(p => p.repeated)
  const inPlace = isSimple && !needsContext(builtin, args.length)
  const coerced = inPlace ? args.map((arg, index) => coerce(parameters[index]!, arg, context)) : []
  const tests = inPlace ? args.flatMap((arg, index) => test(parameters[index]!, arg, context)) : []
  const direct = js`${implementation}(${join([...first, ...coerced], ', ')})`
  const types = resultTypes(builtin)
  if (inPlace && tests.length === 0) return context.const(direct, types)
  const given = js`[${join(args, ', ')}]`
  const checked = js`...${context.call({ checkArguments }, emitSignature(builtin.signature.definition, context.unit), given, context.input)}`
  const slow = js`${implementation}(${join([...first, checked, ...(builtin.seesScope ? visibleBindings(context) : [])], ', ')})`
  return context.const(inPlace ? js`${join(tests, ' && ')} ? ${direct} : ${slow}` : slow, types)
}

/** Emits a built-in as a JavaScript operator, where one does the same and cannot fail. */
export function emitAsOperator({ name }: Builtin, args: readonly JsCode[], context: EmitContext): JsCode | undefined {
  const [value] = args
  if (value === undefined || args.length > 1) return undefined
  if (name === 'exists') return context.const(js`${value} !== undefined`, staticTypes.boolean)
  const isBoolean = context.typesOf(value) === staticTypes.boolean
  return name === 'not' && isBoolean ? context.const(js`!${value}`, staticTypes.boolean) : undefined
}

/** Arguments for `$eval`: the context, its kind, and the visible variables. */
function visibleBindings(context: EmitContext): JsCode[] {
  const names = [...new Set(context.scope.names())].filter(name => !name.startsWith('!'))
  const pairs = names.map(
    name => js`[${name}, ${context.scope.lookup(name, context.runsInOrder)?.code ?? js`undefined`}]`,
  )
  return [context.input, js`${context.kind}`, js`[${join(pairs, ', ')}]`]
}

/** True if the context replaces a missing argument. */
export function needsContext({ signature }: Builtin, count: number): boolean {
  return signature.parameters.slice(count).some(parameter => parameter.context || !parameter.optional)
}

/** Wraps a single value where the signature takes any array. */
function coerce({ types, items }: Parameter, value: JsCode, context: EmitContext): JsCode {
  if (types !== 'a' || items !== undefined) return value
  return staticTypes.isWithin(context.typesOf(value), staticTypes.absent | arrays)
    ? value
    : context.call({ listOf }, value)
}

const arrays = staticTypes.list | staticTypes.sequence
/** Types by their letter in a signature. */
const typesOfLetter: Readonly<Record<string, staticTypes.TypeSet>> = {
  ...{ s: staticTypes.string, n: staticTypes.number, b: staticTypes.boolean, l: staticTypes.nil },
  ...{ o: staticTypes.record, a: arrays, f: staticTypes.functions },
}

/**
 * Type of a call's result. Only scalars are taken from the signature: what it declares for arrays and objects is
 * unreliable.
 */
function resultTypes({ signature }: Builtin): staticTypes.TypeSet {
  const letter = /:([snb])>$/.exec(signature.definition)?.[1]
  return letter === undefined ? staticTypes.anything : typesOfLetter[letter]! | staticTypes.absent
}

/** Conditions under which an argument can be passed as it is; empty if it always can. */
function test({ types, items }: Parameter, code: JsCode, context: EmitContext): JsCode[] {
  if (types === anyType || (types === 'a' && items === undefined)) return []
  const known = context.typesOf(code)
  const letters = [...types]
  const taken = letters.filter(letter => letter !== 'a' || items === undefined)
  const allowed = taken.reduce((all, letter) => all | typesOfLetter[letter]!, types === 'f' ? 0 : staticTypes.absent)
  if (staticTypes.isWithin(known, allowed)) return []
  if (types === 'f') return [js`typeof ${code} === "function"`]
  if (staticTypes.isWithin(staticTypes.anything, allowed | staticTypes.functions))
    return [js`typeof ${code} !== "function"`]
  const possible = letters.filter(letter => known & typesOfLetter[letter]!)
  const choices = possible.map(letter => testOne(letter, items, code, context))
  if (known & staticTypes.absent) choices.push(js`${code} === undefined`)
  return choices.length === 0 ? [js`false`] : [js`(${join(choices, ' || ')})`]
}

const typeNames: Readonly<Record<string, string>> = { s: 'string', n: 'number', b: 'boolean', f: 'function' }

function testOne(letter: string, items: string | undefined, code: JsCode, context: EmitContext): JsCode {
  const type = typeNames[letter]
  if (type) return js`typeof ${code} === ${type}`
  if (letter === 'a') {
    return items === undefined
      ? context.call({ isArray }, code)
      : context.call({ isListOf }, code, typeNames[items] ?? 'object')
  }
  return letter === 'o' ? context.call({ isRecord }, code) : js`${code} === null`
}
