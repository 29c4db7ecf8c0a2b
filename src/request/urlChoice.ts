import type { MappingJson } from '../destination/index.ts'
import { isObject, type JsonObject, own, type Pointer, pointer, pointerKeys } from '../value/index.ts'

/** One of the URLs that a mapping chooses between. */
export interface UrlArm {
  readonly value: MappingJson
  readonly at: Pointer
  /** True if another one is taken where it is absent. */
  readonly mayBeAbsent: boolean
}

/** A mapping of the same form as a choice, which gives the number of an arm in place of the arm. */
export interface UrlChoice {
  readonly number: MappingJson
  readonly arms: readonly UrlArm[]
}

/** A mistake in a choice. */
export interface ChoiceMistake {
  readonly at: Pointer
  readonly message: string
  readonly help: string
}

/** Reads a choice between URLs, whose arms are URLs or other choices. */
export function readChoice(value: MappingJson, at: Pointer, report: (mistake: ChoiceMistake) => void): UrlChoice {
  return new ChoiceReader(report).read(value, at)
}

/** Lists the URLs that a mapping may give: the arms of a choice, or the mapping itself. */
export function listUrls(value: MappingJson | undefined, at: Pointer): readonly UrlArm[] {
  return value === undefined ? [] : readChoice(value, at, () => {}).arms
}

/** True for an `@if` or a `@coalesce` with a legal argument. */
export function isChoice(value: MappingJson | undefined): boolean {
  return isObject(value) && (isObject(own(value, '@if')) || Array.isArray(own(value, '@coalesce')))
}

/** Number of an arm. It is certain if every payload has it. */
interface Numbered {
  readonly number: MappingJson
  readonly isCertain: boolean
}

class ChoiceReader {
  readonly #report: (mistake: ChoiceMistake) => void
  readonly #arms: UrlArm[] = []

  constructor(report: (mistake: ChoiceMistake) => void) {
    this.#report = report
  }

  read(value: MappingJson, at: Pointer): UrlChoice {
    const { number } = this.#number(value, at, false)
    return { number, arms: this.#arms }
  }

  /** Numbers the arms of a mapping. Only before others in a `@coalesce`, it may be absent. */
  #number(value: MappingJson | undefined, at: Pointer, mayBeAbsent: boolean): Numbered {
    if (isObject(value) && isObject(own(value, '@if'))) {
      return this.#numberIf(own(value, '@if') as JsonObject, pointer(at, '@if'), mayBeAbsent)
    }
    if (isObject(value) && Array.isArray(own(value, '@coalesce'))) {
      return this.#numberCoalesce(own(value, '@coalesce') as MappingJson[], pointer(at, '@coalesce'), mayBeAbsent)
    }
    if (value === undefined && mayBeAbsent) return { number: null, isCertain: false }
    if (value === undefined || value === null) {
      const help = 'write a `@template`, a string or a `@path` to a whole URL'
      const arm = value === undefined ? `\`${pointerKeys(at).at(-1)}\` is missing: ` : ''
      this.#report({ at, message: `${arm}each arm of this choice is to be a URL`, help })
      return { number: null, isCertain: false }
    }
    const number = this.#arms.push({ value, at, mayBeAbsent }) - 1
    const isCertain = typeof value === 'string' || (isObject(value) && own(value, '@template') !== undefined)
    const isChecked = mayBeAbsent && !isCertain
    return { number: isChecked ? { '@if': { exists: value, then: number } } : number, isCertain }
  }

  #numberIf(given: JsonObject, at: Pointer, mayBeAbsent: boolean): Numbered {
    const [then, otherwise] = ['then', 'else'].map(key =>
      this.#number(own(given, key), pointer(at, key), mayBeAbsent),
    ) as [Numbered, Numbered]
    return {
      number: { '@if': { ...given, then: then.number, else: otherwise.number } },
      isCertain: then.isCertain && otherwise.isCertain,
    }
  }

  #numberCoalesce(given: readonly MappingJson[], at: Pointer, mayBeAbsent: boolean): Numbered {
    const numbered = given.map((value, i) => {
      return this.#number(value, pointer(at, i), mayBeAbsent || i < given.length - 1)
    })
    const certain = numbered.findIndex(({ isCertain }) => isCertain)
    if (certain !== -1 && certain < given.length - 1) {
      const help = 'write an `@if` with `exists`, which says when this one is used'
      this.#report({
        at: pointer(at, certain),
        message: 'this URL is always taken: those after it are never used',
        help,
      })
    }
    return { number: { '@coalesce': numbered.map(({ number }) => number) }, isCertain: certain !== -1 }
  }
}
