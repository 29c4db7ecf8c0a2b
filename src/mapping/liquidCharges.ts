import { built, charge, chargeWalk, cost, unitsLeft } from '../value/index.ts'

/** Filters that do not read the parts of their value. */
const looksAt = new Set(['default', 'first', 'last', 'raw', 'size'])

/** Filters that evaluate a path for each item of a list. */
const looksInto = new Set(['where', 'sum'])

/** Filters that write JSON, with a call for each part of a value. */
const writesJson = new Set(['inspect', 'json', 'jsonify'])

/** Pays for a filter with the values that it is given. */
export function chargeFilter(name: string, value: unknown, given: readonly unknown[]): void {
  charge(cost.filter)
  let units = 0
  for (const one of given) units += chargeText(one)
  if (writesJson.has(name)) chargeJson(value)
  else if (!looksAt.has(name)) chargeText(value)
  if (looksInto.has(name)) charge((Array.isArray(value) ? value.length : 1) * (cost.filterItem + units))
}

/** Pays for a value that a filter converts to a string, and returns the units. Only the items of lists are read. */
function chargeText(value: unknown, level = 0): number {
  if (typeof value === 'string') {
    const units = value.length * cost.filterCharacter
    charge(units)
    return units
  }
  if (!Array.isArray(value)) return 0
  // Engines look for cycles by comparing a nested list with those around it.
  let units = level + (1 + value.length) * cost.object
  charge(units)
  for (const item of value) units += chargeText(item, level + 1)
  return units
}

/** Pays for JSON that is written with a call for each part, and with the indentation of each. */
function chargeJson(value: unknown): void {
  const before = unitsLeft()
  chargeWalk(value)
  charge((before - unitsLeft()) * cost.filterCharacter * (1 + depth(value)))
}

/** Levels of a value that is already paid for. Indented JSON repeats its indentation at each. */
function depth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Object.values(value).reduce((deepest, member) => Math.max(deepest, depth(member)), 0)
}

/** Operators that only test their operands. */
const logical = new Set(['and', 'not', 'or'])

/** Pays for values that an operator compares. Lists are compared item by item. */
export function chargeOperator(name: string, left: unknown, right: unknown): void {
  if (logical.has(name)) return
  chargeText(left)
  chargeText(right)
}

/** Collects the output of a template, and pays for it. */
export class PaidOutput {
  buffer = ''

  write(value: unknown): void {
    this.buffer += built(print(value))
  }
}

/** Prints a value as Liquid does: lists without a separator. */
function print(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return ''
  if (!Array.isArray(value)) return String(value)
  charge(value.length * cost.kept)
  return built(value.map(print).join(''))
}
