/** A regular expression as a tree, with the syntax that the counting matcher supports. */
export type Pattern =
  /** One character, by its source: `a`, `.`, `\d`, `[^x]`. */
  | { readonly kind: 'character'; readonly source: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'group'; readonly body: Pattern; readonly index: number }
  | { readonly kind: 'backreference'; readonly index: number }
  | { readonly kind: 'assertion'; readonly sign: '^' | '$' | '\\b' | '\\B' }
  | {
      readonly kind: 'lookahead'
      readonly body: Pattern
      readonly negative: boolean
      readonly groups: readonly number[]
    }
  | {
      readonly kind: 'repeat'
      readonly body: Pattern
      readonly least: number
      readonly most: number
      readonly lazy: boolean
      /** Groups inside, which each round resets. */
      readonly groups: readonly number[]
    }

/** Parses a source that JavaScript has accepted. Returns `undefined` for lookbehinds and named backreferences. */
export function parsePattern(source: string): { readonly pattern: Pattern; readonly groups: number } | undefined {
  if (/\(\?<[=!]|\\k/.test(source)) return undefined
  const reader = new Reader(source)
  const pattern = reader.choice()
  return reader.atEnd ? { pattern, groups: reader.groups } : undefined
}

const namedGroup = /\(\?<\w+>/y
const repetition = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/y
const character = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|0|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/y

class Reader {
  readonly #source: string
  readonly #allGroups: number
  #at = 0
  groups = 0

  constructor(source: string) {
    this.#source = source
    const plain = source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]/g, '')
    this.#allGroups = plain.match(/\((?!\?[:=!])/g)?.length ?? 0
  }

  get atEnd(): boolean {
    return this.#at === this.#source.length
  }

  choice(): Pattern {
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts }
  }

  #sequence(): Pattern {
    const parts: Pattern[] = []
    while (!this.atEnd && !this.#sees('|') && !this.#sees(')')) parts.push(this.#term())
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts }
  }

  #term(): Pattern {
    for (const sign of ['^', '$', '\\b', '\\B'] as const) if (this.#take(sign)) return { kind: 'assertion', sign }
    const before = this.groups
    const body = this.#atom()
    const found = this.#match(repetition)
    if (!found) return body
    const [, sign, from, comma, to, lazy] = found
    const least = sign ? (sign === '+' ? 1 : 0) : Number(from)
    const most = sign
      ? sign === '?'
        ? 1
        : Number.POSITIVE_INFINITY
      : comma
        ? to
          ? Number(to)
          : Number.POSITIVE_INFINITY
        : least
    return { kind: 'repeat', body, least, most, lazy: lazy === '?', groups: this.#groupsSince(before) }
  }

  #atom(): Pattern {
    const before = this.groups
    if (this.#take('(?:')) return this.#close(this.choice())
    for (const [sign, negative] of [
      ['(?=', false],
      ['(?!', true],
    ] as const) {
      if (!this.#take(sign)) continue
      return { kind: 'lookahead', body: this.#close(this.choice()), negative, groups: this.#groupsSince(before) }
    }
    if (this.#match(namedGroup) || this.#take('(')) {
      const index = ++this.groups
      return { kind: 'group', body: this.#close(this.choice()), index }
    }
    const reference = this.#match(/\\([1-9]\d*)/y)
    if (reference && Number(reference[1]) <= this.#allGroups)
      return { kind: 'backreference', index: Number(reference[1]) }
    if (reference) this.#at -= reference[0].length
    return { kind: 'character', source: this.#match(character)![0] }
  }

  #close(body: Pattern): Pattern {
    this.#take(')')
    return body
  }

  #groupsSince(before: number): number[] {
    return Array.from({ length: this.groups - before }, (_, index) => before + index + 1)
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
