import { addKeys } from '../../code/index.ts'
import { charge, chargeMembers, cost, listKeys } from '../../value/index.ts'
import { JsonataError } from './error.ts'
import { T2011, T2012, T2013 } from './errorKinds.ts'
import { type FunctionValue, functionValue } from './functionValue.ts'
import type { Run } from './run.ts'
import { signature } from './signature.ts'
import { isRecord } from './values.ts'

type Part = (input: unknown) => unknown

const objectOrArray = signature('<(oa):o>')

/** Creates the function value of `| pattern | update, removed |`, which changes a copy by `clone`. */
export function transformer(run: Run, clone: unknown, pattern: Part, update: Part, removed?: Part): FunctionValue {
  const implementation = (value: unknown): unknown => {
    if (value === undefined) return undefined
    if (typeof clone !== 'function') throw new JsonataError(T2013)
    const copy = run.call(1, clone, null, [value])
    const found = pattern(copy)
    const own = partsOf(copy)
    for (const match of Array.isArray(found) ? found : found === undefined ? [] : [found]) {
      run.spend(1, cost.object)
      // A pattern may match outside the copy (`$$`, a variable) or create an object; such matches stay unchanged.
      const target = own.has(match) ? match : shallowCopy(match)
      change(target, update(match))
      if (removed) remove(target, removed(target))
    }
    return copy
  }
  return functionValue(run, { implementation, signature: objectOrArray, arity: 1, parameters: 1, takesRun: false })
}

function change(target: unknown, update: unknown): void {
  if (update === undefined) return
  if (!isRecord(update)) throw new JsonataError(T2011, { value: update })
  chargeMembers(update)
  if (isContainer(target)) addKeys(target, update)
}

function remove(target: unknown, keys: unknown): void {
  if (keys === undefined) return
  const list = Array.isArray(keys) ? keys : [keys]
  charge(list.length * cost.member)
  if (list.some(key => typeof key !== 'string')) throw new JsonataError(T2012, { value: keys })
  if (isContainer(target)) for (const key of list) delete target[key as string]
}

function shallowCopy(value: unknown): unknown {
  if (Array.isArray(value)) {
    charge(value.length * cost.item)
    return [...value]
  }
  if (!isRecord(value)) return value
  chargeMembers(value)
  return { ...value }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Collects all objects and arrays in a value. */
function partsOf(value: unknown, parts = new Set<unknown>()): Set<unknown> {
  if (typeof value !== 'object' || value === null || parts.has(value)) return parts
  charge(cost.object)
  parts.add(value)
  if (Array.isArray(value)) for (const item of value) partsOf(item, parts)
  else for (const key of listKeys(value)) partsOf(value[key as keyof object], parts)
  return parts
}
