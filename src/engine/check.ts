import { type ParsedDestination, parseDestination, resolveSettings } from '../destination/index.ts'
import type { DiagnosticBag } from '../diagnostics/index.ts'
import { parseTemplates } from './emit/templates.ts'
import { createExplain } from './explain/explain.ts'
import { TracedCode, TracedProgram } from './explain/tracedProgram.ts'
import { Linker } from './linker.ts'
import { isHarmless, makeAccount } from './run/account.ts'
import type { Report } from './run/action.ts'

/** A checked destination. `explain` is absent if it does not compile, apart from settings that are not given. */
export interface CheckedDestination {
  readonly destination: ParsedDestination
  readonly explain?: (event: unknown) => Report
}

/** Reports every mistake that `compile` reports. Settings may be absent. */
export function checkDestination(
  definition: unknown,
  settings: unknown,
  subscriptions: unknown,
  problems: DiagnosticBag,
): CheckedDestination | undefined {
  const destination = parseDestination(definition, subscriptions, problems)
  if (destination === undefined) return undefined
  const templates = parseTemplates(destination)
  if (!problems.errors.every(isHarmless)) {
    resolveSettings(destination.definition, settings ?? {}, problems)
    return { destination }
  }
  const account = makeAccount(new Linker(destination, templates).destination, settings, problems)
  if (problems.errors.some(({ code }) => code !== 'CM407')) return { destination }
  const traced = new TracedProgram(new TracedCode(destination, templates), account)
  return { destination, explain: createExplain(destination, traced) }
}
