import { chargeWalk } from './chargeWalk.ts'

/** Pays for a walk of a value, and returns the value. */
export function payForValue(value: unknown): unknown {
  if (typeof value === 'object') chargeWalk(value)
  return value
}
