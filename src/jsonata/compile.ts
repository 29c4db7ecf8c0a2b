import { js, Unit } from '../code/index.ts'
import { CompilationError, compilationOf, mostUnits, type Path, toBudget } from '../value/index.ts'
import { publicLibrary } from './evaluate.ts'
import { findKind } from './findKind.ts'
import { giveToHost, isFunction, takeFromHost } from './host.ts'
import { findMistakes } from './mistakes.ts'
import { deepError, parseText, tooLarge } from './parseText.ts'
import { declareProgram, declareRun } from './program.ts'
import { readsOf } from './reads.ts'
import { JsonataError } from './runtime/error.ts'
import type { Bindings, Evaluate, Limits, Run } from './runtime/run.ts'

export interface JsonataOptions extends Limits {
  /** JavaScript functions that the expression calls as `$name`, with the context as `this`. */
  readonly functions?: Readonly<Record<string, (...args: never[]) => unknown>>
  /** Values that the expression reads as `$name`. */
  readonly bindings?: Bindings
}

export interface CompiledJsonata {
  (input: unknown, bindings?: Bindings): unknown
  /** The generated JavaScript. */
  readonly source: string
  /** Paths of the input that the expression can read. `?` stands for a computed key, or for any key. */
  readonly reads: readonly Path[]
}

/**
 * Compiles a JSONata expression to a synchronous function.
 *
 * @example compileJsonata('Account.Order.Price')({ Account: { Order: { Price: 5 } } }) // 5
 */
export function compileJsonata(text: string, options: JsonataOptions = {}): CompiledJsonata {
  if (typeof text !== 'string') throw new TypeError('the expression must be a string')
  const { functions, bindings, stack, sequence, timeout, budget = mostUnits } = options
  const limits = {
    stack: finite(stack),
    sequence: finite(sequence),
    timeout: finite(timeout),
    budget: toBudget(budget),
  }
  const given = { ...functions, ...bindings }
  const first = compileWith(text, limits, Object.keys(given))
  const variants = new Map<string, Variant>([[keyOf(given), first]])
  const withMore = (input: unknown, more: Bindings) => {
    const all = { ...given, ...more }
    const key = keyOf(all)
    const variant = variants.get(key) ?? compileWith(text, limits, Object.keys(all))
    if (variants.size < mostVariants) variants.set(key, variant)
    const value = variant.evaluate(input, takeFromHost(variant.run, all))
    return isFunction(value) ? giveToHost(variant.run, value) : value
  }
  // Short, so that engines put the evaluation in its place.
  const { run, evaluate } = first
  const taken = takeFromHost(run, given)
  const compiled = (input: unknown, more?: Bindings) => {
    if (more !== undefined) return withMore(input, more)
    const value = evaluate(input, taken)
    return isFunction(value) ? giveToHost(run, value) : value
  }
  return Object.assign(compiled, { source: first.source, reads: first.reads })
}

/** An expression for the names that are bound. */
interface Variant {
  readonly run: Run
  readonly evaluate: Evaluate
}

/** The generated code depends on which names are bound. They are nearly always the same. */
const keyOf = (bindings: object): string => JSON.stringify(Object.keys(bindings))
const mostVariants = 10

/** An infinite limit is no limit. JSON has no infinity. */
const finite = (limit: number | undefined) => (Number.isFinite(limit) ? limit : undefined)

/** @throws JsonataError also if it is too much work, or nested too deep for the stack */
function compileWith(text: string, limits: Limits, bindings: readonly string[]) {
  try {
    return compilationOf(() => compileWhole(text, limits, bindings))
  } catch (error) {
    if (error instanceof CompilationError) throw new JsonataError(tooLarge, { message: error.message })
    if (error instanceof RangeError) throw deepError()
    throw error
  }
}

function compileWhole(text: string, limits: Limits, bindings: readonly string[]) {
  const node = parseText(text)
  const [mistake] = findMistakes(text, node, { functions: publicLibrary, names: new Set(bindings) })
  if (mistake) {
    const { code, start, end, ...facts } = mistake
    throw new JsonataError(findKind(code), facts).at({ start, end, token: facts.token })
  }
  const unit = new Unit()
  const run = declareRun(limits, unit, { host: true })
  const name = declareProgram(text, node, {
    unit,
    run,
    bindings,
    functions: publicLibrary,
    hasSites: true,
  })
  const body = js`return { run: ${run}, evaluate: ${run}.program(${name}) };`
  const source = unit.source(body)
  const reads = readsOf(node, publicLibrary)
  return { source, reads, ...(unit.evaluate(body) as Variant) }
}
