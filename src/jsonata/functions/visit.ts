import { cost } from '../../value/index.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import type { Run } from '../runtime/run.ts'

/** A call, and its result that may be put in a list. */
export const perCall = cost.call + cost.kept

/** Calls `f` with as many of item, position and whole as it takes. */
export function visit(run: Run, f: FunctionValue, item: unknown, position: unknown, whole: unknown): unknown {
  const result =
    f.length >= 3
      ? f.call(null, item, position, whole)
      : f.length === 2
        ? f.call(null, item, position)
        : f.call(null, item)
  return run.resolve(result, null)
}
