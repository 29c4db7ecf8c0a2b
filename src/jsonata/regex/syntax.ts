/** Groups `[first, end)` that a part contains. */
export type GroupRange = readonly [first: number, end: number]

/** A regular expression as a tree, with the syntax that the counting matcher supports. */
export type Pattern =
  /** One character, by its source: `a`, `.`, `\d`, `[^x]`. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'group'; readonly body: Pattern; readonly index: number }
  | { readonly kind: 'backreference'; readonly index: number }
  | { readonly kind: 'assertion'; readonly sign: Sign }
  | {
      readonly kind: 'lookahead'
      readonly body: Pattern
      readonly negative: boolean
      readonly groups: GroupRange
    }
  | {
      readonly kind: 'repeat'
      readonly body: Pattern
      readonly least: number
      readonly most: number
      readonly lazy: boolean
      /** Groups inside, which each round resets. */
      readonly groups: GroupRange
    }

const signs = ['^', '$', '\\b', '\\B'] as const
export type Sign = (typeof signs)[number]

export interface Parsed {
  readonly pattern: Pattern
  /** Number of groups. */
  readonly groups: number
}

/** Longest source of a pattern. */
const longestSource = 10_000
/** Most groups inside groups. */
const deepest = 100

/** A pattern that cannot be matched within a budget. The message says why, and `help` what to write instead. */
export class PatternError extends Error {
  readonly help: string

  constructor(message: string, help: string) {
    super(message)
    this.help = help
  }
}

/**
 * Parses a source that JavaScript has accepted.
 *
 * @throws PatternError for look-behind, named references, and patterns that are too long or too deep
 */
export function parsePattern(source: string): Parsed {
  if (source.length > longestSource) {
    const message = `the regular expression has more than ${longestSource} characters`
    throw new PatternError(message, 'write several shorter ones, or compare strings with `in`')
  }
  const reader = new Reader(source)
  return { pattern: reader.choice(), groups: reader.groups }
}

const repetition = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/y
const groupName = /\(\?<[^>=!]+>/y
const character =
  /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|(?=c)|[0-3][0-7]{0,2}|[4-7][0-7]?|(?!c)[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/y

class Reader {
  readonly #source: string
  readonly #allGroups: number
  readonly #hasNames: boolean
  #at = 0
  #depth = 0
  groups = 0

  constructor(source: string) {
    this.#source = source
    const plain = source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, 'x')
    this.#allGroups = plain.match(/\((?!\?(?!<[^=!]))/g)?.length ?? 0
    this.#hasNames = /\(\?<[^=!]/.test(plain)
  }

  choice(): Pattern {
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts }
  }

  #sequence(): Pattern {
    const parts: Pattern[] = []
    while (this.#at < this.#source.length && !this.#sees('|') && !this.#sees(')')) parts.push(this.#term())
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts }
  }

  #term(): Pattern {
    for (const sign of signs) if (this.#take(sign)) return { kind: 'assertion', sign }
    const first = this.groups + 1
    const body = this.#atom()
    const found = this.#match(repetition)
    if (!found) return body
    const [, sign, from, comma, to] = found
    const least = sign ? (sign === '+' ? 1 : 0) : Number(from)
    const isOpen = sign ? sign !== '?' : comma !== undefined && to === ''
    const most = isOpen ? Number.POSITIVE_INFINITY : sign ? 1 : comma ? Number(to) : least
    return { kind: 'repeat', body, least, most, lazy: found[5] === '?', groups: [first, this.groups + 1] }
  }

  #atom(): Pattern {
    const first = this.groups + 1
    if (this.#take('(?:')) return this.#body()
    for (const start of ['(?=', '(?!']) {
      if (!this.#take(start)) continue
      return { kind: 'lookahead', body: this.#body(), negative: start === '(?!', groups: [first, this.groups + 1] }
    }
    if (this.#sees('(?<=') || this.#sees('(?<!')) {
      throw new PatternError('look-behind is not supported', 'match what comes before in a group, and use `.groups`')
    }
    if (this.#match(groupName)) return { kind: 'group', index: ++this.groups, body: this.#body() }
    if (this.#sees('(?')) {
      throw new PatternError('this kind of group is not supported', 'use `(…)`, `(?:…)`, `(?=…)` or `(?!…)`')
    }
    if (this.#take('(')) return { kind: 'group', index: ++this.groups, body: this.#body() }
    if (this.#hasNames && this.#sees('\\k')) {
      throw new PatternError('references to named groups are not supported', 'refer to the group by its number: `\\1`')
    }
    const reference = this.#match(/\\([1-9]\d*)/y)
    if (reference && Number(reference[1]) <= this.#allGroups)
      return { kind: 'backreference', index: Number(reference[1]) }
    if (reference) this.#at -= reference[0].length
    return { kind: 'character', source: this.#match(character)![0] }
  }

  #body(): Pattern {
    if (++this.#depth > deepest) {
      throw new PatternError(`the regular expression nests more than ${deepest} groups`, 'write it with fewer groups')
    }
    const body = this.choice()
    this.#take(')')
    this.#depth--
    return body
  }

  #sees(text: string): boolean {
    return this.#source.startsWith(text, this.#at)
  }

  #take(text: string): boolean {
    if (!this.#sees(text)) return false
    this.#at += text.length
    return true
  }

  #match(form: RegExp): RegExpExecArray | null {
    form.lastIndex = this.#at
    const found = form.exec(this.#source)
    if (found) this.#at += found[0].length
    return found
  }
}
