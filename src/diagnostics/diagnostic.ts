import type { Edit, Span } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'
import { type Code, codes } from './codes.ts'

export type Severity = 'error' | 'warning'

/** One problem, as data. Rendering it is up to whoever shows it. */
export interface Diagnostic {
  readonly code: Code
  /** The code's name, e.g. `unknown-directive`. */
  readonly name: string
  readonly severity: Severity
  /** What is wrong, in one sentence that stands alone. */
  readonly message: string
  /** Where: a JSON Pointer into the definition (or event) that was given. */
  readonly at: Pointer
  /** Where inside the text at `at`, when that text is a trigger or an expression. */
  readonly span?: Span
  /** Of a problem in a file: its line and column, counted from 1. */
  readonly position?: { readonly line: number; readonly column: number }
  /** That the key at `at` is meant, and not its value. */
  readonly marks?: 'key'
  /** What is said of the place, beside the marks under it. */
  readonly label?: string
  /** A fact that explains it. */
  readonly note?: string
  /** The way out. */
  readonly help?: string
  /** Other places that it is about. */
  readonly related?: readonly Related[]
  readonly fix?: Fix
}

export interface Related {
  readonly at: Pointer
  readonly span?: Span | undefined
  readonly marks?: 'key'
  readonly message: string
}

/** The way out, as changes of the definition. */
export interface Fix {
  /** `safe` changes nothing but what is wrong; `unsafe` is probably what was meant. */
  readonly applicability: 'safe' | 'unsafe'
  readonly edits: readonly Edit[]
}

export interface Extra extends Partial<Pick<Diagnostic, 'marks' | 'related' | 'fix' | 'position'>> {
  readonly span?: Span | undefined
  readonly label?: string | undefined
  readonly note?: string | undefined
  readonly help?: string | undefined
  /** What should stand there instead: the fix is to write it. */
  readonly meant?: string | undefined
}

/** Makes a diagnostic of a code; its name, its severity and the usual label come from the table of codes. */
export function diagnostic(code: Code, at: Pointer, message: string, extra: Extra = {}): Diagnostic {
  const { name, severity, label } = codes[code]
  const { meant, ...others } = extra
  const fix = extra.fix ?? (meant === undefined ? undefined : replacement(at, meant, severity, extra))
  const said = Object.entries({ label, ...others, fix }).filter(([, value]) => value !== undefined)
  return { code, name, severity, message, at, ...Object.fromEntries(said) }
}

/** What does not compile is repaired by what was meant; what does compile would be changed by it. */
function replacement(at: Pointer, meant: string, severity: Severity, { span, marks }: Extra): Fix {
  const edit: Edit = marks ? { at, key: meant } : span ? { at, span, text: meant } : { at, text: meant }
  return { applicability: severity === 'error' ? 'safe' : 'unsafe', edits: [edit] }
}
