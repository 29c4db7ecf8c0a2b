import type { DiagnosticBag } from '../diagnostics/index.ts'
import { chargeCompilation, compileCost, type Pointer, pointer } from '../value/index.ts'

/** Levels of nesting. */
export const maxDepth = 200

/** Most values of a definition. A program may have put one object into it many times. */
export const mostValues = 200_000

/** Most values, and characters in strings and keys, that references and templates add to a definition. */
const mostAdded = { values: 200_000, characters: 2_000_000 }

/** Counts the values of a definition while its short forms are written out. */
export class DefinitionSize {
  readonly #problems: DiagnosticBag
  /** The rest of `mostAdded`. */
  readonly #left = { ...mostAdded }
  /** Levels of short forms around the next value. */
  #added = 0
  #values = 0

  constructor(problems: DiagnosticBag) {
    this.#problems = problems
  }

  /** True once a limit is passed. */
  get isFull(): boolean {
    return this.#left.values < 0 || this.#left.characters < 0 || this.#values > mostValues
  }

  /** Counts a value, without its parts; with a `key`, a member of an object at `at`. */
  count(value: unknown, at: Pointer, key = ''): void {
    const characters = typeof value === 'string' ? value.length : 0
    chargeCompilation((at.length + key.length) * compileCost.placeCharacter + characters * compileCost.writtenCharacter)
    if (++this.#values === mostValues + 1) this.#reportSize(key === '' ? at : pointer(at, key))
    this.refuseWide(value, at)
    if (this.#added === 0) return
    this.#left.values--
    this.#left.characters -= characters
  }

  /** Fills up with a value that has more parts than a definition may have, before they are listed. */
  refuseWide(value: unknown, at: Pointer): void {
    if (typeof value !== 'object' || value === null || this.isFull) return
    const width = Array.isArray(value) ? value.length : Object.keys(value).length
    if (width <= mostValues) return
    this.#values = mostValues + 1
    this.#reportSize(at)
  }

  countKey(key: string): void {
    if (this.#added > 0) this.#left.characters -= key.length
  }

  /** Counts everything that a short form at this place stands for. */
  addition<T>(at: Pointer, copy: () => T): T {
    const wasFull = this.isFull
    this.#added++
    const added = copy()
    this.#added--
    if (this.#added === 0 && !wasFull && this.isFull && this.#values <= mostValues) this.#report(at)
    return added
  }

  /** Checks the size of parts that are copied only where they are used. */
  measure(value: unknown, at: Pointer, depth: number): void {
    this.count(value, at)
    if (typeof value !== 'object' || value === null || this.isFull) return
    if (depth > maxDepth) this.reportDepth(at)
    else for (const [key, part] of Object.entries(value)) this.measure(part, pointer(at, key), depth + 1)
  }

  /** Reports a part that is nested too deep, which becomes null. */
  reportDepth(at: Pointer): null {
    this.#problems.add('CM104', at, `nested deeper than ${maxDepth} levels`)
    return null
  }

  #reportSize(at: Pointer): void {
    this.#problems.add('CM109', at, `a definition has at most ${mostValues} values`)
  }

  #report(at: Pointer): void {
    const { values, characters } = mostAdded
    const help = 'write the part where it is used, or use it less often'
    const message = `with this, references and templates add more than ${values} values or ${characters} characters`
    this.#problems.add('CM109', at, message, { help })
  }
}

/** Pays for the places of all values in a value whose own place has so many characters. Short forms made places longer. */
export function chargePlaces(value: unknown, length: number): void {
  chargeCompilation(length * compileCost.placeCharacter)
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) chargePlaces(value[key as keyof object], length + 1 + key.length)
}
