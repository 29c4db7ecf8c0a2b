import type { Code, DiagnosticBag, Extra } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'
import { chargeCompilation, compileCost, type Pointer } from '../value/index.ts'
import { type Token, tokenize } from './tokens.ts'

const maxDepth = 200

/** Thrown to leave a clause that cannot be parsed, after its problem is reported. */
export class Unreadable extends Error {}

/** Signs of other languages, with the sign or keyword of triggers. */
export const foreign: ReadonlyMap<string, string> = new Map([
  ['==', '='],
  ['===', '='],
  ['!==', '!='],
  ['<>', '!='],
  ['&&', 'and'],
  ['||', 'or'],
  ['&', 'and'],
  ['|', 'or'],
  [',', 'and'],
])

/** Replacement for a part of the trigger. */
interface Instead extends Partial<Span> {
  readonly start: number
  readonly text: string
  /** True if the replacement certainly has the same meaning. */
  readonly isCertain: boolean
  readonly help?: string
}

/** Position of the parser in a trigger, with the problems found so far. */
export class Cursor {
  readonly text: string
  failed = false
  readonly #tokens: readonly Token[]
  readonly #problems: DiagnosticBag
  readonly #pointer: Pointer
  #at = 0
  #depth = 0
  #tooDeep = false

  constructor(text: string, problems: DiagnosticBag, pointer: Pointer) {
    chargeCompilation(text.length * compileCost.parsedCharacter)
    this.text = text
    this.#tokens = tokenize(text)
    this.#problems = problems
    this.#pointer = pointer
    for (const token of this.#tokens) if (token.kind === 'string' && token.isCurly) this.#reportCurly(token)
  }

  #reportCurly({ value, span }: Extract<Token, { kind: 'string' }>): void {
    const meant = JSON.stringify(value)
    const message = `\`${this.text.slice(span.start, span.end)}\` has typographic quotes`
    this.report('CM204', span, message, { label: 'no quotes of a trigger', help: `write \`${meant}\``, meant })
  }

  /** The next token. */
  peek(): Token {
    return this.#tokens[this.#at]!
  }

  /** The token `count` places after the next one. */
  ahead(count: number): Token | undefined {
    return this.#tokens[this.#at + count]
  }

  /** End of the token that was read last. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.span.end ?? 0
  }

  advance(): void {
    if (this.peek().kind !== 'end') this.#at++
  }

  /** True if a sign or keyword comes next, or `ahead` tokens later. */
  sees(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead]
    return (token?.kind === 'sign' || token?.kind === 'keyword') && token.text === text
  }

  /** Reads a sign or keyword if it comes next. */
  take(text: string): boolean {
    const found = this.sees(text)
    if (found) this.advance()
    return found
  }

  /** Reads a nested part. Beyond 200 levels the rest of the trigger is not parsed. */
  nested<T>(read: () => T): T {
    if (this.#depth === maxDepth) {
      this.report('CM104', this.peek().span, `a trigger is nested at most ${maxDepth} levels deep`)
      this.#tooDeep = true
      this.#at = this.#tokens.length - 1
      throw new Unreadable()
    }
    this.#depth++
    try {
      return read()
    } finally {
      this.#depth--
    }
  }

  report(code: Code, span: Span, message: string, extra: Extra = {}): void {
    this.failed = true
    if (!this.#tooDeep) this.#problems.add(code, this.#pointer, message, { span, ...extra })
  }

  /** Reports syntax of another language, with a replacement that ends at the last token read. */
  rewrite(code: Code, span: Span, message: string, instead: Instead): void {
    const { start, end = this.end, text, isCertain, help = `write \`${text}\`` } = instead
    const edit = { at: this.#pointer, span: { start, end }, text }
    const fix = { applicability: isCertain ? 'safe' : 'unsafe', edits: [edit] } as const
    this.report(code, span, message, { help, fix })
  }

  /** Reports the next token as unexpected, and leaves the clause. */
  fail(message: string, help?: string): never {
    const token = this.peek()
    this.report('CM201', token.span, token.kind === 'unreadable' ? token.message : message, { help })
    throw new Unreadable()
  }

  /** Reports a sign of another language, and reads it as its translation. */
  translate(sign: string, meaning: string): void {
    const { span } = this.peek()
    const meant = /\w/.test(meaning) ? this.#apart(meaning, span) : meaning
    this.report('CM202', span, `\`${sign}\` is not part of a trigger`, { help: `write \`${meaning}\``, meant })
    this.advance()
  }

  /** Separates a word by spaces from its neighbours. */
  #apart(word: string, { start, end }: Span): string {
    return (/\S$/.test(this.text.slice(0, start)) ? ' ' : '') + word + (/^\S/.test(this.text.slice(end)) ? ' ' : '')
  }

  /** Index of the next token. */
  get place(): number {
    return this.#at
  }

  /** Skips to the end of the clause that starts at the token `start`; parsing of it failed at the next token. */
  skipClause(start: number): void {
    const reached = this.#at
    let open = 0
    for (this.#at = start; this.peek().kind !== 'end'; this.advance()) {
      if (this.#at >= reached && open <= 0 && (this.sees('and') || this.sees('or') || this.sees(')'))) return
      if (this.sees('(')) open++
      if (this.sees(')')) open--
    }
  }
}
