import { charge, cost, parseIso } from '../../value/index.ts'

/** Counts whole units of time since 1970, so many in a second, up to an ISO 8601 date or time. A number stays. */
export function countSince1970(value: unknown, perSecond: number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  charge(cost.time)
  const text = value instanceof Date ? value.toJSON() : value
  const moment = typeof text === 'string' ? parseIso(text) : undefined
  return moment && moment.seconds * perSecond + Math.floor(moment.nanos / (1e9 / perSecond))
}
