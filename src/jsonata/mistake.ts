import type { NodeOf } from './ast.ts'
import { refusePattern } from './regex/program.ts'
import type { Site } from './runtime/error.ts'

/** A mistake that is found at compile time. */
export interface Mistake extends Site {
  readonly code: string
  readonly token: string
  readonly index?: number
  /** Reason why a regular expression is refused, and what to write instead. */
  readonly message?: string
  readonly help?: string
}

/** Finds the reason why a regular expression is refused (S0301). */
export function findPatternMistakes(text: string, { value, position }: NodeOf<'regex'>): Mistake[] {
  const refusal = refusePattern(value)
  if (refusal === undefined) return []
  // The text has `/source/` and the flags but `g`.
  const start = Math.max(0, position - value.source.length - value.flags.length - 1)
  const { message, help } = refusal
  return [{ code: 'S0301', start, end: position, token: text.slice(start, position), message, help }]
}
