import type { Code, DiagnosticBag, Extra } from '../diagnostics/index.ts'
import type { Span } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'
import { type Token, tokenize } from './tokens.ts'

const maxDepth = 200

/** Thrown to leave a clause that cannot be read; its problem is reported by then. */
export class Unreadable extends Error {}

/** The signs and words of other languages, and what they are here. */
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

/** A text that takes the place of what was read. */
interface Instead extends Partial<Span> {
  readonly start: number
  readonly text: string
  /** True if it is certainly what was meant. */
  readonly isCertain: boolean
  readonly help?: string
}

/** Where the parser is in a trigger, and what it has found wrong so far. */
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
    this.text = text
    this.#tokens = tokenize(text)
    this.#problems = problems
    this.#pointer = pointer
  }

  /** The token to be read next. */
  peek(): Token {
    return this.#tokens[this.#at]!
  }

  /** The token that comes after as many others. */
  ahead(count: number): Token | undefined {
    return this.#tokens[this.#at + count]
  }

  /** Where the token read last ends. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.span.end ?? 0
  }

  advance(): void {
    if (this.peek().kind !== 'end') this.#at++
  }

  /** Whether a sign or keyword comes next, or `ahead` tokens later. */
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

  /** Reads what stands inside of something else. Beyond 200 levels nothing more of the trigger is read. */
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

  /** Reports something of another language, and puts what asks the same here in its place, up to what is read by now. */
  rewrite(code: Code, span: Span, message: string, instead: Instead): void {
    const { start, end = this.end, text, isCertain, help = `write \`${text}\`` } = instead
    const edit = { at: this.#pointer, span: { start, end }, text }
    const fix = { applicability: isCertain ? 'safe' : 'unsafe', edits: [edit] } as const
    this.report(code, span, message, { help, fix })
  }

  /** Reports that the token which is next cannot stand there, and leaves the clause. */
  fail(message: string, help?: string): never {
    const token = this.peek()
    this.report('CM201', token.span, token.kind === 'unreadable' ? token.message : message, { help })
    throw new Unreadable()
  }

  /** Reports a sign of another language, which is then read as what it is here. */
  translate(sign: string, meaning: string): void {
    const extra = { help: `write \`${meaning}\``, meant: meaning }
    this.report('CM202', this.peek().span, `\`${sign}\` is not part of a trigger`, extra)
    this.advance()
  }

  /** The number of the token to be read next. */
  get place(): number {
    return this.#at
  }

  /** Goes to the end of a clause that starts at a place and cannot be read further than to here. */
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
