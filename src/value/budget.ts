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

/** Prices in units. `docs/limits.md` lists them, and `bench/units.question.js` measures them. */
export const cost = {
  /** A statement of a generated function. */
  statement: 20,
  /** A call of a function. */
  call: 20,
  /** A member or item that is looked at. */
  item: 10,
  /** An item that is put in a list. */
  kept: 40,
  /** An object or list that is made. */
  object: 100,
  /** A member that is put in an object. */
  member: 200,
  /** A character of JSON that is parsed. */
  parsedCharacter: 15,
  /** A key of an object that is listed. */
  key: 100,
  /** A key of an object with so many that engines list them slowly. */
  keyOfMany: 500,
  /** A character that is read or built. */
  character: 1,
  /** A character of a string in which another string is searched for. */
  searchedCharacter: 4,
  /** A character whose case is changed. */
  caseCharacter: 3,
  /** A character that is encoded for a URL, or decoded. */
  urlCharacter: 20,
  /** A character that is hashed. */
  hashedCharacter: 30,
  /** A character that the test of a format reads. */
  formatCharacter: 10,
  /** A step of the counting matcher of regular expressions. */
  matcherStep: 40,
  /** A character that is read to bound the steps of JavaScript's matcher of regular expressions. */
  measuredCharacter: 10,
  /** A step of JavaScript's matcher of regular expressions. */
  nativeStep: 1,
  /** A character that is decoded from Base64 or encoded in it, or trimmed. */
  rewrittenCharacter: 40,
  /** A character of an expression that is compiled at run time. */
  compiledCharacter: 2000,
  /** A character of a picture. */
  pictureCharacter: 400,
  /** A number that is rounded, or printed with a fraction. */
  number: 200,
  /** A time that is parsed or printed. */
  time: 500,
  /** A hash besides its characters. */
  hash: 1500,
  /** A number that is printed by a picture. */
  picture: 2000,
  /** A phone number that is parsed. */
  phoneNumber: 50_000,
  /** A user agent that is parsed. */
  userAgent: 100_000,
  /** A formatter of dates in a time zone. */
  dateFormat: 100_000,
} as const

/** Message of a run that has used up its budget. */
export const overBudget = 'this takes more work than one run may do'

/** The run has used up its budget. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError'

  constructor() {
    super(overBudget)
  }
}

let left = mostUnits

/** Pays for work before it is done. @throws BudgetError if the budget is used up, also by earlier work of the run */
export function charge(units: number): void {
  left -= units
  if (!(left >= 0)) refuse()
}

function refuse(): never {
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

/** Engines keep an object with more keys in a table, which they list slowly. */
export const manyKeys = 1000

/** Pays for copying the members of an object. */
export function chargeMembers(object: object | undefined): void {
  let count = 0
  for (const _ in object) count++
  charge(count * ((count > manyKeys ? cost.keyOfMany : cost.key) + cost.member))
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

function chargeParts(value: object): void {
  let units: number = cost.item
  if (Array.isArray(value)) {
    charge(value.length * cost.item)
    for (const item of value) {
      if (typeof item === 'string') units += item.length
      else if (typeof item === 'object' && item !== null) chargeParts(item)
    }
  } else {
    let keys = 0
    for (const key in value) {
      const member: unknown = value[key as keyof object]
      keys++
      units += key.length + cost.item
      if (typeof member === 'string') units += member.length
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
  const outer = left
  left = units
  return outer
}

/** Ends a run. One that it interrupted goes on with what it had left. */
export function endRun(outer: number): void {
  left = outer
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
  const outer = left
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
    left = outer
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
  refuse()
}

/** Budget of a second attempt: more for each character and part of a large value. `undefined` for a small one. */
export function largerBudget(budget: number, about: unknown): number | undefined {
  const more = countParts(about) * unitsPerPart
  return more < budget / 4 ? undefined : Math.min(mostUnits, budget + more)
}

/** Counts the characters and parts of a value. Shared parts count once. */
function countParts(root: unknown): number {
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
