import type { Span } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'
import type { CodeFacts } from './accountCodes.ts'
import type { Code } from './codes.ts'
import { type Diagnostic, diagnostic, type Extra, type Severity } from './diagnostic.ts'

/** Most diagnostics of one severity in a list. The others are counted. */
export const mostListed = 100

/** Most diagnostics with a suggestion, which is searched for among all names. */
const mostSuggestions = 20

/** A place in the author's file: a value, or a span of its string, and a fact that explains what is there. */
export interface WrittenPlace {
  readonly at: Pointer
  readonly span?: Span | undefined
  readonly note?: string | undefined
}

/** Collects diagnostics with codes of a table, so that a check reports every mistake and not only the first. */
export class ProblemBag<Known extends Code> {
  readonly #codes: { readonly [code in Known]: CodeFacts }
  readonly #list: Diagnostic[] = []
  readonly #known = new Set<string>()
  readonly #places = new Set<Pointer>()
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0 }
  #suggestions = 0
  /** Finds the place in the author's file of a part that was checked, or of its key. */
  locate: (at: Pointer, isKey?: boolean) => WrittenPlace = at => ({ at })
  /** True if what is written at a place stands for several values, of which a fix would keep one. */
  isShared: (written: Pointer) => boolean = () => false

  /** Starts with what another bag has. */
  constructor(codes: { readonly [code in Known]: CodeFacts }, known?: ProblemBag<Known>) {
    this.#codes = codes
    if (known) this.addAll(known)
  }

  /** The first diagnostics of each severity. The last one notes the number of the others. */
  get list(): Diagnostic[] {
    return this.#withNotes()
  }

  /** The errors among them. */
  get errors(): Diagnostic[] {
    return this.#withNotes().filter(({ severity }) => severity === 'error')
  }

  /** Number of errors that are not listed. */
  get unlistedErrors(): number {
    return this.#countUnlisted('error')
  }

  /** Number of all diagnostics, also of those that are not listed. */
  get count(): number {
    return this.#counts.error + this.#counts.warning
  }

  get errorCount(): number {
    return this.#counts.error
  }

  /** True if a diagnostic is at the place of a part, or about a short form in its place. */
  reports(at: Pointer): boolean {
    const { at: written } = this.locate(at)
    return ['', '/$ref', '/$with'].some(form => this.#places.has(written + form))
  }

  /** True once further errors are only counted. */
  get isFull(): boolean {
    return this.#counts.error >= mostListed
  }

  /** True while suggestions are searched for. */
  get suggests(): boolean {
    return this.#suggestions < mostSuggestions && this.count < mostListed
  }

  /**
   * Adds a diagnostic once: a shared part of a definition is checked for each of its users. A function as `given`
   * searches the text, and is called once for each place and message that is listed. `suggest` searches names, for the
   * first of them only.
   */
  add(code: Known, at: Pointer, message: string, given?: Extra | (() => Extra), suggest?: () => Extra): void {
    const { severity } = this.#codes[code]
    if (this.#counts[severity] >= mostListed) {
      this.#counts[severity]++
      return
    }
    const { at: written, ...place } = this.locate(at, typeof given === 'object' && given.marks === 'key')
    if (typeof given === 'function') {
      const found = JSON.stringify([code, written, message])
      if (this.#known.has(found)) return
      this.#known.add(found)
    }
    const extra: Extra = { ...place, ...(typeof given === 'function' ? given() : given) }
    const key = JSON.stringify([code, written, message, extra.span])
    if (this.#known.has(key)) return
    const suggested = suggest && this.#suggestions++ < mostSuggestions ? present(suggest()) : undefined
    const placed = this.#locateParts({ ...extra, ...suggested })
    this.#keep(key, diagnostic(code, this.#codes[code], written, message, placed))
  }

  /** Adds everything that another bag has. */
  addAll(other: ProblemBag<Known>): void {
    for (const problem of other.#list) {
      const { code, at, message, span, severity } = problem
      const key = JSON.stringify([code, at, message, span])
      if (this.#counts[severity] >= mostListed) this.#counts[severity]++
      else if (!this.#known.has(key)) this.#keep(key, problem)
    }
    for (const severity of ['error', 'warning'] as const) this.#counts[severity] += other.#countUnlisted(severity)
  }

  #locateParts(extra: Extra): Extra {
    const { related, fix } = extra
    const relocate = <T extends Place>(part: T): T => ({ ...part, at: this.locate(part.at, isKey(part)).at })
    const { fix: _, ...others } = extra
    const edits = (fix?.edits ?? []).map(relocate)
    const isFixable = !edits.some(edit => 'value' in edit && this.isShared(edit.at))
    return {
      ...others,
      ...(related && { related: related.map(relocate) }),
      ...(fix && isFixable && { fix: { ...fix, edits } }),
    }
  }

  #keep(key: string, problem: Diagnostic): void {
    this.#known.add(key)
    this.#places.add(problem.at)
    this.#counts[problem.severity]++
    this.#list.push(problem)
  }

  #countUnlisted(severity: Severity): number {
    return Math.max(0, this.#counts[severity] - mostListed)
  }

  /** Notes at the last diagnostic of each severity how many more there are. */
  #withNotes(): Diagnostic[] {
    const list = [...this.#list]
    for (const [severity, noun] of [
      ['error', 'mistakes'],
      ['warning', 'warnings'],
    ] as const) {
      const unlisted = this.#countUnlisted(severity)
      const last = list.findLastIndex(problem => problem.severity === severity)
      if (unlisted > 0 && last >= 0) list[last] = { ...list[last]!, note: noteUnlisted(unlisted, noun) }
    }
    return list
  }
}

/** Notes how many problems are not listed. */
export function noteUnlisted(count: number, noun: 'mistakes' | 'warnings'): string {
  return `${count} more ${noun} are not listed`
}

interface Place {
  readonly at: Pointer
  readonly marks?: 'key' | undefined
  readonly value?: unknown
}

/** True for the place of a key: one that is marked, renamed or removed. */
const isKey = (part: Place) => part.marks === 'key' || 'key' in part || ('value' in part && part.value === undefined)

function present(extra: Extra): Extra {
  return Object.fromEntries(Object.entries(extra).filter(([, value]) => value !== undefined))
}
