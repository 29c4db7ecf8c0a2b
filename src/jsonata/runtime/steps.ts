import { cost } from '../../value/index.ts'
import { flattenInto, flattenResults, items } from './fields.ts'
import type { Run } from './run.ts'

type Step = (item: unknown) => unknown

/** Runs a step of a path, other than a plain field, for every item of a stream. A call of it costs `units`. */
export function stepOfEach(run: Run, stream: unknown, units: number, step: Step): unknown {
  const results: unknown[] = []
  const list = items(stream)
  run.spend(list.length, units + cost.kept)
  for (const item of list) {
    const result = step(item)
    if (result !== undefined) flattenInto(results, result)
  }
  run.checkLength(results.length)
  return results
}

/** Runs the last step of a path and returns a raw sequence. */
export function lastStepOfEach(run: Run, stream: unknown, units: number, step: Step): unknown[] {
  const results: unknown[] = []
  const list = items(stream)
  run.spend(list.length, units + cost.kept)
  for (const item of list) {
    const result = step(item)
    if (result !== undefined) results.push(result)
  }
  const flat = flattenResults(results)
  run.checkLength(flat.length)
  return flat
}
