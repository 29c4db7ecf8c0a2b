import { isObject } from '../value/index.ts'
import { collectItems, type Waiting } from './cut.ts'

/**
 * Finds what each element of a body's lists comes from, in body order. Elements are known by identity, so that a body
 * may order its items and spread them over several lists. `undefined` where the items are in the order in which they
 * were given, or identity does not tell.
 */
export function traceItems<T extends Waiting>(body: unknown, waiting: readonly T[]): T[] | undefined {
  const elements = listsOf(body).flat()
  const given = collectItems(waiting)
  if (elements.length === given.length && elements.every((element, i) => element === given[i])) return undefined
  const origins = new Map<unknown, T>()
  for (const one of waiting) for (const item of collectItems([one])) origins.set(item, one)
  const isTold = origins.size === given.length && given.every(item => typeof item === 'object')
  if (!isTold || elements.length === 0 || !elements.every(element => origins.has(element))) return undefined
  return elements.map(element => origins.get(element)!)
}

function listsOf(body: unknown): (readonly unknown[])[] {
  if (Array.isArray(body)) return [body]
  return isObject(body) ? Object.values(body).filter(member => Array.isArray(member)) : []
}
