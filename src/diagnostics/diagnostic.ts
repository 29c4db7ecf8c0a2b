import type { Edit, Span } from '../text/index.ts'
import type { Pointer } from '../value/index.ts'
import type { CodeFacts } from './accountCodes.ts'
import type { Code } from './codes.ts'

export type Severity = 'error' | 'warning'

/** One problem as data, independent of how it is rendered. */
export interface Diagnostic {
  readonly code: Code
  /** Name of the code, e.g. `unknown-directive`. */
  readonly name: string
  readonly severity: Severity
  /** The problem in one sentence, understandable on its own. */
  readonly message: string
  /** JSON Pointer into the definition or event. */
  readonly at: Pointer
  /** Range within the string at `at`, for triggers, expressions and templates. */
  readonly span?: Span
  /** Line and column in a file, counted from 1. */
  readonly position?: { readonly line: number; readonly column: number }
  /** `key` marks the key at `at` instead of its value. */
  readonly marks?: 'key'
  /** Text beside the marked place. */
  readonly label?: string
  /** A fact that explains the problem. */
  readonly note?: string
  /** The next step. */
  readonly help?: string
  /** Other places involved. */
  readonly related?: readonly Related[]
  readonly fix?: Fix
}

export interface Related {
  readonly at: Pointer
  readonly span?: Span | undefined
  readonly marks?: 'key'
  readonly message: string
}

/** Changes of the definition that solve the problem. */
export interface Fix {
  /** `safe` repairs only the mistake; `unsafe` is a guess. */
  readonly applicability: 'safe' | 'unsafe'
  readonly edits: readonly Edit[]
}

export interface Extra extends Partial<Pick<Diagnostic, 'marks' | 'related' | 'fix' | 'position'>> {
  readonly span?: Span | undefined
  readonly label?: string | undefined
  readonly note?: string | undefined
  readonly help?: string | undefined
  /** Replacement for the marked place; becomes the fix. */
  readonly meant?: string | undefined
}

/** Creates a diagnostic. Name, severity and default label are those of its code. */
export function diagnostic(
  code: Code,
  { name, severity, label }: CodeFacts,
  at: Pointer,
  message: string,
  extra: Extra = {},
): Diagnostic {
  const { meant, ...others } = extra
  const fix = extra.fix ?? (meant === undefined ? undefined : replacement(at, meant, severity, extra))
  const said = Object.entries({ label, ...others, fix }).filter(([, value]) => value !== undefined)
  return { code, name, severity, message, at, ...Object.fromEntries(said) }
}

/** Replaces the marked place. This is safe for an error; the behaviour of a definition that compiles would change. */
function replacement(at: Pointer, meant: string, severity: Severity, { span, marks }: Extra): Fix {
  const edit: Edit = marks ? { at, key: meant } : span ? { at, span, text: meant } : { at, text: meant }
  return { applicability: severity === 'error' ? 'safe' : 'unsafe', edits: [edit] }
}
