import type { DiagnosticBag } from '../diagnostics/index.ts'
import { describeKind, type Pointer } from '../value/index.ts'
import type { Mapping } from './mapping.ts'

/** Explains a value of `when` that decides nothing; an absent one counts as false. */
export function whyUndecided(when: unknown): string | undefined {
  if (when === undefined || typeof when === 'boolean') return undefined
  return `\`when\` is ${describeKind(when)}, expected true or false`
}

/**
 * Reports a `when` that is the same value for every payload, and no boolean. Definitions have expressions as `@jsonata`
 * by now, so a string is the name of a part.
 */
export function checkDecision(when: Mapping, at: Pointer, problems: DiagnosticBag): void {
  if (when.kind === 'directive') return
  const value = when.kind === 'value' ? when.value : {}
  const reason = whyUndecided(value)
  if (reason === undefined) return
  const isName = typeof value === 'string'
  const help = isName ? `write { "$ref": ${JSON.stringify(value)} }` : 'write an expression, a directive, true or false'
  problems.add('CM101', at, reason, { help })
}
