import type { DiagnosticBag } from '../diagnostics/index.ts'
import { describeKind, type Pointer } from '../value/index.ts'
import type { Mapping } from './mapping.ts'

/** Explains a value of `when` that decides nothing; an absent one counts as false. */
export function whyUndecided(when: unknown): string | undefined {
  if (when === undefined || typeof when === 'boolean') return undefined
  return `\`when\` is ${describeKind(when)}, expected true or false`
}

/**
 * Reports a `when` that is the same value for every payload, and no boolean. A string or a list is an expression, which
 * definitions have as `@jsonata` by now.
 */
export function checkDecision(when: Mapping, at: Pointer, problems: DiagnosticBag): void {
  if (when.kind === 'directive') return
  const reason = whyUndecided(when.kind === 'value' ? when.value : {})
  if (reason !== undefined)
    problems.add('CM101', at, reason, { help: 'write an expression, a directive, true or false' })
}
