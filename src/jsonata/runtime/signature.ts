import { JsonataError } from './error.ts'
import { T0410, T0411, T0412 } from './errorKinds.ts'

/** One parameter of a signature: `s-`, `a<n>`, `(sf)`, `n?`. */
export interface Parameter {
  /** Letters of the declared types: string, number, boolean, l for null, array, object, function. */
  readonly types: string
  /** Letters of the arguments that it takes. `m` is a missing one; an array parameter takes any value. */
  readonly accepts: string
  /** True if single values are wrapped in an array. */
  readonly isArray: boolean
  /** Type of the items of an array. */
  readonly items?: string
  readonly optional: boolean
  /** True if the context replaces a missing argument. */
  readonly context: boolean
  readonly repeated: boolean
  /** True after a second mark (`s-?`): takes as few arguments as possible, like a lazy quantifier. */
  readonly lazy: boolean
}

/** Parts of a parameter that calls need. Marks that are false may be absent. */
export type CheckedParameter = Pick<Parameter, 'accepts'> & Partial<Omit<Parameter, 'types'>>

/** Validates arguments, inserts the context for a missing one, and wraps single values in arrays. */
export interface Validator {
  /** @throws JsonataError T0410, T0411, T0412 */
  validate(args: readonly unknown[], context: unknown): unknown[]
}

export interface Signature extends Validator {
  readonly definition: string
  readonly parameters: readonly Parameter[]
}

/** Parses a signature such as `<s-nn?:s>`. */
export function signature(definition: string): Signature {
  const parameters = parseParameters(definition)
  return { definition, parameters, ...parsedSignature(parameters) }
}

/** A signature that has been parsed before. */
export function parsedSignature(parameters: readonly CheckedParameter[]): Validator {
  return { validate: (args, context) => takeOneEach(parameters, args) ?? validate(parameters, args, context) }
}

export const anyType = 'asnblfo'

/** Parses the parameters. The parser of the language has refused types in a wrong place (S0401, S0402). */
function parseParameters(definition: string): Parameter[] {
  const parameters: Parameter[] = []
  const change = (added: Partial<Parameter>) => {
    const last = parameters.pop()
    if (last) parameters.push({ ...last, ...added })
  }
  for (let at = 1; at < definition.length && definition[at] !== ':'; at++) {
    const letter = definition[at]!
    const last = parameters.at(-1)
    if (letter === '-' || letter === '?' || letter === '+') {
      const lazy = last !== undefined && (last.optional || last.context || last.repeated)
      if (letter === '-') change({ context: true, lazy })
      else change(lazy ? { lazy } : letter === '?' ? { optional: true } : { repeated: true })
    } else if (letter === '(') {
      const end = closing(definition, at, ')')
      parameters.push(parameter(definition.slice(at + 1, end)))
      at = end
    } else if (letter === '<') {
      const end = closing(definition, at, '>')
      if (last?.isArray) change({ items: definition.slice(at + 1, end) })
      at = end
    } else if (letter === 'a') parameters.push({ ...parameter('a', anyType), isArray: true })
    else if (letter === 'j') parameters.push(parameter('asnblo'))
    else if (letter === 'x') parameters.push(parameter(anyType))
    else if ('snblof'.includes(letter)) parameters.push(parameter(letter))
  }
  return parameters
}

function parameter(types: string, taken = types): Parameter {
  const accepts = types === 'f' ? 'f' : `${taken}m`
  return { types, accepts, isArray: false, optional: false, context: false, repeated: false, lazy: false }
}

/** The place of the bracket that closes the one at `start`; the end without one. */
function closing(definition: string, start: number, close: string): number {
  const open = definition[start]
  let depth = 0
  for (let at = start; at < definition.length; at++) {
    if (definition[at] === open) depth++
    if (definition[at] === close && --depth === 0) return at
  }
  return definition.length
}

/** Arguments of which each parameter takes one, as in most calls; `undefined` for others. */
function takeOneEach(parameters: readonly CheckedParameter[], args: readonly unknown[]): unknown[] | undefined {
  if (args.length > parameters.length) return undefined
  const taken: unknown[] = []
  for (const [index, { accepts, isArray, optional, context, repeated, lazy }] of parameters.entries()) {
    const fits = index < args.length ? accepts.includes(typeLetter(args[index])) : optional && !context
    if (!fits || isArray || repeated || lazy) return undefined
    taken.push(args[index])
  }
  return taken
}

function validate(parameters: readonly CheckedParameter[], args: readonly unknown[], context: unknown): unknown[] {
  const letters = args.map(typeLetter).join('')
  const counts = fit(parameters, letters, true)
  if (counts === undefined) throw mismatch(parameters, args, letters)
  const validated: unknown[] = []
  let from = 0
  let next = 0
  for (const [index, parameter] of parameters.entries()) {
    const taken = letters.slice(from, from + counts[index]!)
    from += taken.length
    for (let count = 0; count < taken.length; count++) {
      const arg = args[next++]
      validated.push(parameter.isArray ? listOf(parameter, arg, taken, next) : arg)
    }
    if (taken !== '') continue
    if (parameter.context && !parameter.accepts.includes(typeLetter(context))) {
      throw new JsonataError(T0411, { value: context, index: next + 1 })
    }
    // In the language, an optional parameter that takes nothing uses up an argument, and shifts those after it.
    validated.push(parameter.context ? context : args[next++])
  }
  return validated
}

/**
 * Counts the arguments that each parameter takes: as many as possible, from the left, as in a regular expression.
 * Remembers what has failed, so that the time is polynomial.
 */
function fit(
  parameters: readonly CheckedParameter[],
  letters: string,
  isWhole: boolean,
  index = 0,
  from = 0,
  failed = new Set<number>(),
): number[] | undefined {
  const parameter = parameters[index]
  if (parameter === undefined) return isWhole && from < letters.length ? undefined : []
  const place = index * (letters.length + 1) + from
  if (failed.has(place)) return undefined
  const least = (parameter.optional || parameter.context) && !parameter.repeated ? 0 : 1
  const limit = parameter.repeated ? letters.length : Math.min(from + 1, letters.length)
  let end = from
  while (end < limit && parameter.accepts.includes(letters[end]!)) end++
  for (let tried = least; tried <= end - from; tried++) {
    const count = parameter.lazy ? tried : end - from - (tried - least)
    const rest = fit(parameters, letters, isWhole, index + 1, from + count, failed)
    if (rest) return [count, ...rest]
  }
  failed.add(place)
  return undefined
}

/** The error of the first argument that no longer fits. */
function mismatch(parameters: readonly CheckedParameter[], args: readonly unknown[], letters: string): JsonataError {
  let fitting = 0
  for (let count = 1; count <= parameters.length; count++) {
    const taken = fit(parameters.slice(0, count), letters, false)
    if (taken === undefined) break
    fitting = taken.reduce((sum, one) => sum + one, 0)
  }
  return new JsonataError(T0410, { value: args[fitting], index: fitting + 1 })
}

const plurals = new Map([
  ['a', 'arrays'],
  ['b', 'booleans'],
  ['f', 'functions'],
  ['n', 'numbers'],
  ['o', 'objects'],
  ['s', 'strings'],
])

/** Wraps a single value, and checks the types of the items. `taken` has the letters of all that the parameter takes. */
function listOf({ items }: CheckedParameter, value: unknown, taken: string, index: number): unknown {
  const letter = typeLetter(value)
  if (letter === 'm') return undefined
  const list = letter === 'a' ? (value as readonly unknown[]) : [value]
  const fits =
    items === undefined || (letter === 'a' ? list.every(item => typeLetter(item) === items.charAt(0)) : taken === items)
  const type = plurals.get(items ?? '')
  if (!fits) throw new JsonataError(T0412, { value, index, ...(type === undefined ? {} : { type }) })
  return list
}

function typeLetter(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 's'
    case 'number':
      return 'n'
    case 'boolean':
      return 'b'
    case 'function':
      return 'f'
    case 'object':
      return value === null ? 'l' : Array.isArray(value) ? 'a' : 'o'
    default:
      return 'm'
  }
}
