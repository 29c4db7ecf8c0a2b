import { type JsCode, join, js } from '../../code/index.ts'
import type { Node } from '../ast.ts'
import type { Builtin } from '../library.ts'
import { anyType, type Parameter } from '../parameters.ts'
import { isListOf, listOf } from '../runtime/arguments.ts'
import { isRecord } from '../runtime/values.ts'
import type { Scope } from '../scope.ts'
import { certainType } from './certainty.ts'

/** An argument as written: its value, and the node that it is of, which is not known of what `~>` applies. */
export interface Argument {
  readonly code: JsCode
  readonly node: Node | undefined
}

/**
 * A call of a built-in function. Arguments that are as its signature says go straight to it. Only when one is
 * not, the signature itself looks at them: it puts in the context, makes an array of a single value, or refuses.
 */
export function emitBuiltinCall(builtin: Builtin, args: readonly Argument[], scope: Scope): JsCode {
  const { name, implementation, signature, parameters, takesRun } = builtin
  const link = scope.unit.link(`fn_${name}`, implementation)
  const first = takesRun ? [scope.program.run] : []
  const isSimple = !builtin.seesScope && args.length <= parameters.length && !parameters.some(p => p.repeated)
  const inPlace = isSimple && !needsContext(builtin, args.length)
  const coerced = inPlace ? args.map((arg, index) => coerce(parameters[index]!, arg.code, scope)) : []
  const tests = inPlace ? args.flatMap((arg, index) => test(parameters[index]!, arg, scope)) : []
  const direct = js`${link}(${join([...first, ...coerced], ', ')})`
  if (inPlace && tests.length === 0) return scope.block.const(direct)
  const given = js`[${join(
    args.map(arg => arg.code),
    ', ',
  )}]`
  const signatureLink = scope.unit.link(`signature_${name}`, signature)
  const checked = js`...${signatureLink}.validate(${given}, ${scope.input})`
  const slow = js`${link}(${join([...first, checked, ...(builtin.seesScope ? sight(scope) : [])], ', ')})`
  return scope.block.const(inPlace ? js`${join(tests, ' && ')} ? ${direct} : ${slow}` : slow)
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
  return types === 'a' && items === undefined ? scope.call({ listOf }, value) : value
}

const typeNames: Record<string, string> = { s: 'string', n: 'number', b: 'boolean', f: 'function' }

/** The condition under which an argument can be passed as it is; none when it always can. */
function test({ types, items }: Parameter, { code, node }: Argument, scope: Scope): JsCode[] {
  if (types === anyType || (types === 'a' && items === undefined)) return []
  const known = node && certainType(node)
  if (known && Object.entries(typeNames).some(([letter, name]) => name === known && types.includes(letter))) return []
  if (types === 'f') return node?.type === 'lambda' || node?.type === 'regex' ? [] : [js`typeof ${code} === "function"`]
  const choices = [...types].map(letter => testOne(letter, items, code, scope))
  return [js`(${join([...choices, js`${code} === undefined`], ' || ')})`]
}

function testOne(letter: string, items: string | undefined, code: JsCode, scope: Scope): JsCode {
  const type = typeNames[letter]
  if (type) return js`typeof ${code} === ${type}`
  if (letter === 'a') return scope.call({ isListOf }, code, items && (typeNames[items] ?? 'object'))
  return letter === 'o' ? scope.call({ isRecord }, code) : js`${code} === null`
}
