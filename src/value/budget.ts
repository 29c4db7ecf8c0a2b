import * as cost from './cost.ts'

/**
 * The budget of a run: the work that one subscription may do for one event, the requests of one action, one batch, or
 * the outcomes of one answer. Work is paid for in units before it is done; a unit is about a nanosecond, and keeps at most
 * four bytes. A run that has used up its budget stays so until the next one begins, so that no `catch` goes on.
 *
 * The counter belongs to the module, because one run at a time is in progress: nothing in a run waits.
 */

/** Most units of any run: engines keep numbers below 2^31 in a register. */
export const mostUnits = 2_000_000_000

/** Units of a run unless the host says otherwise. */
export const defaultBudget = 20_000_000

/** Units that a run about a large value gets for each of its characters and parts, when it is made again. */
const unitsPerPart = 25

/** Message of a run that has used up its budget. */
export const overBudget = 'this takes more work than one run may do'

/** The run has used up its budget. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError'

  constructor() {
    super(overBudget)
  }
}

/** Units outside of runs, where nothing is paid: more than any run has. */
const outside = mostUnits + 1

let left = outside
let isRunning = false

/** Pays for work before it is done. @throws BudgetError if the budget is used up, also by earlier work of the run */
export function charge(units: number): void {
  left -= units
  if (!(left >= 0)) refuse()
}

function refuse(): void {
  if (!isRunning) {
    left = outside
    return
  }
  endOverBudget()
}

function endOverBudget(): never {
  left = -1
  throw new BudgetError()
}

/** Pays for the characters of two strings that are compared, eight at a time. */
export function chargeComparison(a: string, b: string): void {
  charge(a.length < b.length ? a.length >> 3 : b.length >> 3)
}

/**
 * Pays for a search in a string for another one. Engines search for a long one in time that grows with the product of
 * both lengths.
 */
export function chargeSearch(text: string, mark: string): void {
  const { length } = mark
  charge(length + text.length * (cost.searchedCharacter + (Math.min(length, text.length) >> 2)))
}

const beyondLatin1 = /[\u0100-\uffff]/

/** Pays for changing the case of a string. Beyond Latin-1, engines look characters up, and some become several. */
export function chargeCase(text: string): void {
  charge(text.length * cost.caseCharacter)
  if (beyondLatin1.test(text)) charge(text.length * (cost.wideCaseCharacter - cost.caseCharacter))
}

/** Engines keep an object with more keys in a table, which they list slowly. */
export const manyKeys = 1000

/** Engines copy an object with at most so many keys as a whole. */
const fewKeys = 100

/** Pays for copying the members of an object. */
export function chargeMembers(object: object | undefined): void {
  let count = 0
  for (const _ in object) count++
  charge(count * (count > fewKeys ? (count > manyKeys ? cost.keyOfMany : cost.key) + cost.member : cost.copiedMember))
}

/** Lists the keys of an object, and pays for them, and `units` more for each. */
export function listKeys(object: object, units = 0): string[] {
  const keys = Object.keys(object)
  charge(keys.length * ((keys.length > manyKeys ? cost.keyOfMany : cost.key) + units))
  return keys
}

/** Pays for a string that was built. Engines build it when it is first read. */
export function built(text: string): string {
  charge(text.length)
  return text
}

/** Pays for a walk through a whole value. Parts that are shared are paid each time they are met. */
export function chargeWalk(value: unknown): void {
  if (typeof value === 'string') charge(value.length)
  else if (typeof value === 'object' && value !== null) chargeParts(value)
}

/** Pays for a walk of a value, and returns the value. */
export function payForValue(value: unknown): unknown {
  if (typeof value === 'object') chargeWalk(value)
  return value
}

function chargeParts(value: object): void {
  let units: number = cost.item
  if (Array.isArray(value)) {
    charge(value.length * cost.item)
    for (const item of value) {
      if (typeof item === 'string') units += item.length
      else if (typeof item === 'number') units += cost.printedNumber
      else if (typeof item === 'object' && item !== null) chargeParts(item)
    }
  } else {
    let keys = 0
    for (const key in value) {
      const member: unknown = value[key as keyof object]
      keys++
      units += key.length + cost.item
      if (typeof member === 'string') units += member.length
      else if (typeof member === 'number') units += cost.printedNumber
      else if (typeof member === 'object' && member !== null) chargeParts(member)
    }
    if (keys > manyKeys) units += keys * cost.keyOfMany
  }
  charge(units)
}

/** Units that are left to the run; negative if they are used up. */
export function unitsLeft(): number {
  return left
}

/** Begins a run, and returns what `endRun` takes. */
export function beginRun(units: number): number {
  const outer = isRunning ? left : outside
  left = units
  isRunning = true
  return outer
}

/** Ends a run. One that it interrupted goes on with what it had left. */
export function endRun(outer: number): void {
  left = outer
  isRunning = outer !== outside
}

/** Makes the budget that a host gives a whole number of units. Anything but a number is the default. */
export function toBudget(given: unknown): number {
  if (typeof given !== 'number' || Number.isNaN(given)) return defaultBudget
  return Math.min(mostUnits, Math.max(0, Math.floor(given)))
}

/**
 * Runs an action within a budget. If it uses that up and `about` is large, it is run again, once, with more.
 *
 * @throws BudgetError if it uses up its budget, also where the action itself has caught the error
 */
export function runWithin<T>(budget: number, about: unknown, action: () => T): T {
  const outer = beginRun(budget)
  try {
    try {
      return attempt(budget, action)
    } catch (error) {
      if (left >= 0) throw error
      const larger = largerBudget(budget, about)
      if (larger === undefined) throw error
      return attempt(larger, action)
    }
  } finally {
    endRun(outer)
  }
}

function attempt<T>(units: number, action: () => T): T {
  left = units
  try {
    const result = action()
    if (left >= 0) return result
  } catch (error) {
    if (left >= 0 || error instanceof BudgetError) throw error
  }
  endOverBudget()
}

/** Budget of a second attempt: more for each character and part of a large value. `undefined` for a small one. */
export function largerBudget(budget: number, about: unknown): number | undefined {
  const more = countParts(about) * unitsPerPart
  return more < budget / 4 ? undefined : Math.min(mostUnits, budget + more)
}

/** Counts the characters and parts of a value. Shared parts count once. */
export function countParts(root: unknown): number {
  let count = 0
  const seen = new Set<object>()
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    count += typeof value === 'string' ? value.length + 1 : 1
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    for (const key of Object.keys(value)) {
      count += key.length
      open.push(value[key as keyof object])
    }
  }
  return count
}
