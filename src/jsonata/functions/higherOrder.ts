import { defineKey } from '../../code/index.ts'
import { cost, listKeys } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import { D3050, D3138, D3139 } from '../runtime/errorKinds.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import type { Run } from '../runtime/run.ts'
import { asSequence } from '../runtime/sequence.ts'
import { truthy } from '../runtime/values.ts'
import { perCall, visit } from './visit.ts'

/** Functions of the language that call a function for every item of an array or field of an object. */

type List = readonly unknown[] | undefined
type Fields = Record<string, unknown> | undefined

export function map(run: Run, list: List, f: FunctionValue): unknown {
  if (list === undefined) return undefined
  run.enter(1)
  run.spend(list.length, perCall)
  const results: unknown[] = []
  for (let index = 0; index < list.length; index++) {
    const result = visit(run, f, list[index], index, list)
    if (result !== undefined) results.push(result)
  }
  run.depth -= 1
  run.checkLength(results.length)
  return asSequence(results)
}

export function filter(run: Run, list: List, f: FunctionValue): unknown {
  if (list === undefined) return undefined
  run.enter(1)
  run.spend(list.length, perCall)
  const kept = list.filter((item, index) => truthy(visit(run, f, item, index, list)))
  run.depth -= 1
  run.checkLength(kept.length)
  return asSequence(kept)
}

export function single(run: Run, list: List, f?: FunctionValue): unknown {
  if (list === undefined) return undefined
  run.enter(1)
  run.spend(list.length, perCall)
  const found: unknown[] = []
  for (let index = 0; index < list.length; index++) {
    if (f !== undefined && !truthy(visit(run, f, list[index], index, list))) continue
    if (found.push(list[index]) > 1) throw new JsonataError(D3138, { index })
  }
  run.depth -= 1
  if (found.length === 0) throw new JsonataError(D3139)
  return found[0]
}

export function reduce(run: Run, list: List, f: FunctionValue, start?: unknown): unknown {
  if (list === undefined) return undefined
  if (f.length < 2) throw new JsonataError(D3050, { index: 1 })
  run.enter(1)
  run.spend(list.length, perCall)
  const fromFirst = start === undefined && list.length > 0
  let result = fromFirst ? list[0] : start
  for (let index = fromFirst ? 1 : 0; index < list.length; index++) {
    const args = [result, list[index], index, list].slice(0, Math.min(4, f.length))
    result = run.resolve(f.apply(null, args), null)
  }
  run.depth -= 1
  return result
}

export function each(run: Run, fields: Fields, f: FunctionValue): unknown {
  run.enter(1)
  const results: unknown[] = []
  for (const key of fields === undefined ? [] : listKeys(fields, perCall)) {
    const result = visit(run, f, fields![key], key, fields)
    if (result !== undefined) results.push(result)
  }
  run.depth -= 1
  run.checkLength(results.length)
  return asSequence(results)
}

export function sift(run: Run, fields: Fields, f: FunctionValue): unknown {
  run.enter(1)
  const kept: Record<string, unknown> = {}
  let count = 0
  for (const key of fields === undefined ? [] : listKeys(fields, perCall + cost.member)) {
    if (!truthy(visit(run, f, fields![key], key, fields))) continue
    defineKey(kept, key, fields![key])
    count++
  }
  run.depth -= 1
  return count === 0 ? undefined : kept
}
