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
  if (typeof value === 'string') {
    const help = `write an expression, or { "$ref": ${JSON.stringify(value)} } for a condition that is a part`
    problems.add('CM101', at, '`when` is the name of a part, expected an expression', { help })
    return
  }
  const message = whyUndecided(value)
  if (message === undefined) return
  problems.add('CM101', at, message, { help: 'write an expression, a directive, true or false' })
}
