import { isObject } from '../value/index.ts'
import { countOf, itemsOf, type Waiting } from './cut.ts'

/**
 * Finds what each element of a body's lists comes from, in body order. Elements are known by identity, so that a body
 * may order its items and spread them over several lists. Where that does not tell, the items are in the order in which
 * they were given.
 */
export function traceItems<T extends Waiting>(body: unknown, waiting: readonly T[]): T[] {
  const inOrder = waiting.flatMap(one => new Array<T>(countOf(one)).fill(one))
  const given = itemsOf(waiting)
  const elements = listsOf(body).flat()
  if (elements.length === given.length && elements.every((element, i) => element === given[i])) return inOrder
  const origins = new Map(given.map((item, i) => [item, inOrder[i]!]))
  const isTold = elements.length > 0 && origins.size === given.length && given.every(item => typeof item === 'object')
  const traced = isTold ? elements.map(element => origins.get(element)) : []
  return traced.length > 0 && traced.every(one => one !== undefined) ? traced : inOrder
}

function listsOf(body: unknown): (readonly unknown[])[] {
  if (Array.isArray(body)) return [body]
  return isObject(body) ? Object.values(body).filter(member => Array.isArray(member)) : []
}
