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

/** Units that a run gets besides its budget for each character and part of the value that it is about. */
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

/** Units outside of runs, where nothing is paid. */
const outside = mostUnits

// biome-ignore-start lint/suspicious/noVar: uses of a module's `let` test that it is initialized: JSONata is 8 % slower
var left = outside
var isRunning = false
/** The value that the run in progress is about. It is measured once the budget is used up, and then forgotten. */
var about: unknown
/** Units that the run in progress got for that value. */
var granted = 0
// biome-ignore-end lint/suspicious/noVar: as above

/** A run that another one interrupts. */
export interface OuterRun {
  readonly left: number
  readonly about: unknown
  readonly granted: number
}

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
  if (about !== undefined) {
    const value = about
    about = undefined
    granted = moreUnits(value)
    left += granted
    if (left >= 0) return
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

/** Units that are left to the run; negative if they are used up. */
export function unitsLeft(): number {
  return left
}

/** Units that the run in progress, or one before it about the same value, got besides its budget. */
export function unitsGranted(): number {
  return granted
}

/** Begins a run, and returns what `endRun` takes. Once it has used up its units, it gets more for `value`. */
export function beginRun(units: number, value?: unknown): OuterRun | undefined {
  const outer = isRunning ? interrupted() : undefined
  start(units, value)
  return outer
}

/** Apart from `beginRun`, so that engines find both small enough to put them in the place of every call. */
function start(units: number, value: unknown): void {
  left = units
  about = value
  granted = 0
  isRunning = true
}

function interrupted(): OuterRun {
  return { left, about, granted }
}

/**
 * Begins another run about the same value, in place of the one in progress. It has a budget, what that one got for the
 * value, and `most` units at most. Returns its units.
 */
export function nextRun(budget: number, most: number): number {
  left = Math.min(budget + granted, most)
  return left
}

/** Ends a run. One that it interrupted goes on with what it had left. */
export function endRun(outer: OuterRun | undefined): void {
  if (outer !== undefined) {
    resume(outer)
    return
  }
  left = outside
  about = undefined
  isRunning = false
}

function resume(outer: OuterRun): void {
  left = outer.left
  about = outer.about
  granted = outer.granted
}

/** Makes the budget that a host gives a whole number of units. Anything but a number is the default. */
export function toBudget(given: unknown): number {
  if (typeof given !== 'number' || Number.isNaN(given)) return defaultBudget
  return Math.min(mostUnits, Math.max(0, Math.floor(given)))
}

/**
 * Runs an action within a budget. If it uses that up, it gets more for the size of `value`, once.
 *
 * @throws BudgetError if it uses up its budget, also where the action itself has caught the error
 */
export function runWithin<T>(budget: number, value: unknown, action: () => T): T {
  const outer = beginRun(budget, value)
  try {
    const result = action()
    if (left >= 0) return result
  } catch (error) {
    if (left >= 0 || error instanceof BudgetError) throw error
  } finally {
    endRun(outer)
  }
  throw new BudgetError()
}

/** Units that a run about a value gets besides its budget. */
function moreUnits(value: unknown): number {
  return Math.min(mostUnits, countParts(value) * unitsPerPart)
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
