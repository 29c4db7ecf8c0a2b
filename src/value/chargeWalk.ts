import { charge, manyKeys } from './budget.ts'
import * as cost from './cost.ts'
import { maxDepth } from './depth.ts'

/**
 * Pays for a walk through a whole value. Parts that are shared are paid each time they are met.
 * @throws RangeError for a value that is nested too deep, at the same depth whatever is left of the stack
 */
export function chargeWalk(value: unknown): void {
  if (typeof value === 'string') charge(value.length)
  else if (typeof value === 'object' && value !== null) chargeParts(value, 1)
}

function chargeParts(value: object, depth: number): void {
  if (depth > maxDepth) throw new RangeError('a value has few enough levels for the call stack')
  let units: number = cost.item
  if (Array.isArray(value)) {
    charge(value.length * cost.item)
    for (const item of value) {
      if (typeof item === 'string') units += item.length
      else if (typeof item === 'number') units += cost.printedNumber
      else if (typeof item === 'object' && item !== null) chargeParts(item, depth + 1)
    }
  } else {
    let keys = 0
    for (const key in value) {
      const member: unknown = value[key as keyof object]
      keys++
      units += key.length + cost.item
      if (typeof member === 'string') units += member.length
      else if (typeof member === 'number') units += cost.printedNumber
      else if (typeof member === 'object' && member !== null) chargeParts(member, depth + 1)
    }
    if (keys > manyKeys) units += keys * cost.keyOfMany
  }
  charge(units)
}
