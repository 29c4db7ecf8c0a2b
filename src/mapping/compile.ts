import { Block, js, Unit } from '../code/index.ts'
import { CompileError, compiling, DiagnosticBag } from '../diagnostics/index.ts'
import { defaultBudget, runWithin, unitsGranted, unitsLeft } from '../value/index.ts'
import { emitMapping } from './emit.ts'
import type { Mapping } from './mapping.ts'
import { parseMapping } from './parse.ts'

/**
 * A compiled mapping. It returns `undefined` for an absent value. It throws a `BudgetError` where an input takes more work
 * than one run may do.
 */
export interface CompiledMapping {
  (input: unknown): unknown
  /** Generated JavaScript. */
  readonly source: string
}

/**
 * Compiles a single mapping.
 *
 * @throws CompileError with every mistake of the mapping
 * @example
 * const map = compileMapping({ id: { '@path': '$.userId' }, plan: { '@path': '$.traits.plan' } })
 * map({ userId: 'u-1' }) // { id: 'u-1' }
 */
export function compileMapping(mapping: unknown): CompiledMapping {
  const problems = new DiagnosticBag()
  return compiling(problems, () => {
    const parsed = parseMapping(mapping, { problems, at: '' })
    if (parsed === undefined) throw new CompileError(problems.errors)
    return mappingFunction(parsed)
  })
}

/** Compiles a parsed mapping. `spent` is told the units of each run. */
export function mappingFunction(mapping: Mapping, spent?: (units: number) => void): CompiledMapping {
  const unit = new Unit()
  const block = new Block(unit)
  const input = unit.variable()
  block.add(js`return ${emitMapping(mapping, block, input)};`)
  const body = js`return ${input} => {\n${block.body}\n};`
  const run = unit.evaluate(body) as (input: unknown) => unknown
  const mapped = (input: unknown) => {
    return runWithin(defaultBudget, input, () => {
      try {
        return run(input)
      } finally {
        spent?.(defaultBudget + unitsGranted() - unitsLeft())
      }
    })
  }
  return Object.assign(mapped, { source: unit.source(body) })
}
