import { JsonataError } from './error.ts'
import { T2006 } from './errorKinds.ts'
import type { FunctionValue } from './functionValue.ts'
import type { Run } from './run.ts'
import { isFunction } from './values.ts'

/** Applies `value ~> procedure`: a call with the value, or a composition if the value is a function. */
export function applyProcedure(run: Run, depth: number, procedure: unknown, value: unknown): unknown {
  if (!isFunction(procedure)) throw new JsonataError(T2006, { value: procedure })
  if (!isFunction(value)) return run.call(depth, procedure, null, [value])
  const chain: FunctionValue = x => run.call(1, procedure, null, [run.call(1, value, null, [x])])
  return chain
}
