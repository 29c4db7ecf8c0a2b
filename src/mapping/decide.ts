import type { DiagnosticBag } from '../diagnostics/index.ts'
import { describeKind, type Pointer } from '../value/index.ts'
import type { Mapping } from './mapping.ts'

/** Explains a value of `when` that decides nothing; an absent one counts as false. */
export function whyUndecided(when: unknown): string | undefined {
  if (when === undefined || typeof when === 'boolean') return undefined
  return `\`when\` is ${describeKind(when)}, expected true or false`
}

/** Reports a `when` that is the same value for every payload, and no boolean. */
export function checkDecision(when: Mapping, at: Pointer, problems: DiagnosticBag): void {
  const { kind } = when
  if (kind === 'directive') return
  const reason = whyUndecided(kind === 'value' ? when.value : kind === 'list' ? [] : {})
  if (reason === undefined) return
  const isText = kind === 'value' && typeof when.value === 'string'
  const help = isText ? 'an expression is written as `{ "@jsonata": "…" }`' : 'write a directive, true or false'
  problems.add('CM101', at, reason, { help })
}
