import { type JsCode, js, type Unit } from '../code/index.ts'
import * as higherOrder from './functions/higherOrder.ts'
import * as list from './functions/list.ts'
import { sort } from './functions/sort.ts'
import * as text from './functions/text.ts'
import * as time from './functions/time.ts'
import * as values from './functions/values.ts'
import { type Native, natives, signature } from './package.ts'
import { type Parameter, parseParameters } from './parameters.ts'

/** A function that every expression may call. */
export interface Builtin {
  readonly name: string
  readonly implementation: (...args: never[]) => unknown
  /** Name by which programs import the implementation. */
  readonly importName: string
  /** A JSONata signature, such as `<s-:n>`. */
  readonly signature: string
  readonly parameters: readonly Parameter[]
  /** `Function.length` to report; `$map` and others pass that many arguments. */
  readonly arity: number
  /** True if the first argument is the `Run`. */
  readonly takesRun: boolean
  /** True if equal arguments give equal results. */
  readonly pure: boolean
  /** True if the last arguments are the context, its kind, and the visible variables. */
  readonly seesScope?: boolean
}

const native = `sum count max min average substringBefore substringAfter lowercase uppercase length trim
formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power random zip reverse error assert
type shuffle encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl fromMillis`.split(/\s+/)

/**
 * Replacements for functions of the package that are asynchronous, depend on its sequences or need Node; these take the
 * `Run`.
 */
const withRun: Record<string, Builtin['implementation']> = {
  ...higherOrder,
  ...text,
  sort,
  append: list.append,
  distinct: list.distinct,
  string: values.string,
  clone: values.clone,
  pad: values.pad,
  join: values.join,
  now: time.now,
  millis: time.millis,
  toMillis: time.toMillis,
}
const withoutRun: Record<string, Builtin['implementation']> = {
  keys: list.keys,
  lookup: list.lookup,
  spread: list.spread,
  merge: list.merge,
  boolean: values.boolean,
  not: values.not,
  exists: values.exists,
  substring: values.substring,
  base64encode: values.base64encode,
  base64decode: values.base64decode,
}
const impure: ReadonlySet<string> = new Set(['now', 'millis', 'random', 'shuffle'])

/** The functions of the language by name. */
export const library: ReadonlyMap<string, Builtin> = makeLibrary()

function makeLibrary(): Map<string, Builtin> {
  const names = [...native, ...Object.keys(withRun), ...Object.keys(withoutRun)]
  const found = natives(names)
  return new Map(names.map(name => [name, builtin(name, found.get(name)!)]))
}

function builtin(name: string, { implementation, signature: { definition } }: Native): Builtin {
  return {
    name,
    implementation: withRun[name] ?? withoutRun[name] ?? implementation,
    importName: `$${name}`,
    signature: definition,
    parameters: parseParameters(definition),
    arity: implementation.length,
    takesRun: Object.hasOwn(withRun, name),
    pure: !impure.has(name),
  }
}

/** Imports the implementation of a built-in function. */
export function importImplementation({ importName, implementation }: Builtin, unit: Unit): JsCode {
  return unit.import({ [importName]: implementation })
}

/** Declares a parsed signature. */
export function emitSignature(definition: string, unit: Unit): JsCode {
  return unit.constant(js`${unit.import({ signature })}(${definition})`)
}
