import { type JsCode, js, type Unit } from '../code/index.ts'
import * as base64 from './functions/base64.ts'
import { formatInteger } from './functions/formatInteger.ts'
import { formatMillis } from './functions/formatMillis.ts'
import { formatNumber } from './functions/formatNumber.ts'
import * as higherOrder from './functions/higherOrder.ts'
import * as list from './functions/list.ts'
import * as numbers from './functions/numbers.ts'
import { parseInteger } from './functions/parseInteger.ts'
import * as random from './functions/random.ts'
import { sort } from './functions/sort.ts'
import * as strings from './functions/strings.ts'
import * as text from './functions/text.ts'
import * as time from './functions/time.ts'
import * as urls from './functions/urls.ts'
import * as values from './functions/values.ts'
import { parsedSignature, type Signature, signature } from './runtime/signature.ts'

/** A function that every expression may call. */
export interface Builtin {
  readonly name: string
  readonly implementation: (...args: never[]) => unknown
  /** Name by which programs import the implementation. */
  readonly importName: string
  readonly signature: Signature
  /** `Function.length` to report; `$map` and others pass that many arguments. */
  readonly arity: number
  /** True if the first argument is the `Run`. */
  readonly takesRun: boolean
  /** True if equal arguments give equal results. */
  readonly pure: boolean
  /** True if the last arguments are the context, its kind, and the visible variables. */
  readonly seesScope?: boolean
}

/** Every function of the language but `$eval`, with its signature. */
const signatures = `
sum<a<n>:n> count<a:n> max<a<n>:n> min<a<n>:n> average<a<n>:n>
string<x-b?:s> substring<s-nn?:s> substringBefore<s-s:s> substringAfter<s-s:s>
lowercase<s-:s> uppercase<s-:s> length<s-:n> trim<s-:s> pad<s-ns?:s>
match<s-f<s:o>n?:a<o>> contains<s-(sf):b> replace<s-(sf)(sf)n?:s> split<s-(sf)n?:a<s>> join<a<s>s?:s>
formatNumber<n-so?:s> formatBase<n-n?:s> formatInteger<n-s:s> parseInteger<s-s:n>
number<(nsb)-:n> floor<n-:n> ceil<n-:n> round<n-n?:n> abs<n-:n> sqrt<n-:n> power<n-n:n> random<:n>
boolean<x-:b> not<x-:b> exists<x:b> type<x:s>
map<af> filter<af> single<af?> reduce<afj?:j> sift<o-f?:o> each<o-f:a> zip<a+> sort<af?:a>
keys<x-:a<s>> lookup<x-s:x> append<xx:a> spread<x-:a<o>> merge<a<o>:o>
reverse<a:a> shuffle<a:a> distinct<x:x> clone<(oa)-:o>
error<s?:x> assert<bs?:x>
base64encode<s-:s> base64decode<s-:s>
encodeUrlComponent<s-:s> encodeUrl<s-:s> decodeUrlComponent<s-:s> decodeUrl<s-:s>
now<s?s?:s> millis<:n> toMillis<s-s?:n> fromMillis<n-s?s?:s>
`

const implementations: Record<string, Builtin['implementation']> = {
  ...base64,
  ...higherOrder,
  ...list,
  ...numbers,
  ...random,
  ...strings,
  ...text,
  ...time,
  ...urls,
  ...values,
  formatInteger,
  formatNumber,
  fromMillis: formatMillis,
  parseInteger,
  sort,
}
/** Functions that take the `Run`. */
const withRun: ReadonlySet<string> = new Set([
  ...Object.keys(higherOrder),
  ...Object.keys(text),
  ...['append', 'distinct', 'millis', 'now', 'sort', 'toMillis'],
])
const impure: ReadonlySet<string> = new Set(['now', 'millis', ...Object.keys(random)])
/** Functions with fewer parameters than their signature, to `$map` and others. */
const arities: Readonly<Record<string, number>> = { string: 1, zip: 0 }

/** The functions of the language by name. */
export const library: ReadonlyMap<string, Builtin> = new Map(
  signatures
    .trim()
    .split(/\s+/)
    .map(written => {
      const [name = ''] = written.split('<')
      return [name, builtin(name, signature(written.slice(name.length)))]
    }),
)

function builtin(name: string, checked: Signature): Builtin {
  return {
    name,
    implementation: implementations[name]!,
    importName: `$${name}`,
    signature: checked,
    arity: arities[name] ?? checked.parameters.length,
    takesRun: withRun.has(name),
    pure: !impure.has(name),
  }
}

/** Imports the implementation of a built-in function. */
export function importImplementation({ importName, implementation }: Builtin, unit: Unit): JsCode {
  return unit.import({ [importName]: implementation })
}

/** Declares a signature. A printed program holds it as it has been parsed. */
export function emitSignature(definition: string, unit: Unit): JsCode {
  if (!unit.isPrinted) return unit.constant(js`${unit.import({ signature })}(${definition})`)
  const parameters = signature(definition).parameters.map(({ types, ...parameter }) =>
    Object.fromEntries(Object.entries(parameter).filter(([, value]) => value)),
  )
  return unit.constant(js`${unit.import({ parsedSignature })}(${parameters})`)
}
