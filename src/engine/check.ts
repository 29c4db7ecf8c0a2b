import {
  formatTests,
  type ParsedDestination,
  parseDefinition,
  resolveSettings,
  withSubscriptions,
} from '../destination/index.ts'
import { CompileError, compiling, type DiagnosticBag } from '../diagnostics/index.ts'
import { lazy } from '../value/index.ts'
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
  try {
    return compiling(problems, () => check(definition, settings, subscriptions, problems))
  } catch (error) {
    if (error instanceof CompileError) return undefined
    throw error
  }
}

function check(
  definition: unknown,
  settings: unknown,
  subscriptions: unknown,
  problems: DiagnosticBag,
): CheckedDestination | undefined {
  const parsed = parseDefinition(definition, problems)
  if (parsed === undefined) return undefined
  const resolved = resolveSettings(parsed.definition, settings ?? {}, formatTests, problems)
  const destination = withSubscriptions(parsed, subscriptions, problems)
  const templates = parseTemplates(destination)
  const isGiven = settings !== undefined
  const isRunnable = problems.errors.every(error => isHarmless(error) || (!isGiven && error.code === 'CM407'))
  if (!isRunnable) return { destination }
  const account = makeAccount(new Linker(destination, templates).destination, resolved, problems, { isGiven })
  if (problems.errors.some(({ code }) => code !== 'CM407')) return { destination }
  const explain = lazy(() => {
    return createExplain(destination, new TracedProgram(new TracedCode(destination, templates), account))
  })
  return { destination, explain: event => explain()(event) }
}
