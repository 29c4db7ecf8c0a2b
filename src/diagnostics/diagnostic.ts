import type { Span } from '../text/index.ts'
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
  /** The way out. */
  readonly help?: string
}

export interface Extra {
  readonly span?: Span | undefined
  readonly help?: string | undefined
}

/** Makes a diagnostic of a code; its name and severity come from the table of codes. */
export function diagnostic(code: Code, at: Pointer, message: string, { span, help }: Extra = {}): Diagnostic {
  const { name, severity } = codes[code]
  return {
    code,
    name,
    severity,
    message,
    at,
    ...(span === undefined ? {} : { span }),
    ...(help === undefined ? {} : { help }),
  }
}
