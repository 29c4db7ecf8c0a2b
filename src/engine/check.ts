import {
  formatTests,
  type ParsedDefinition,
  type ParsedDestination,
  parseDefinition,
  resolveSettings,
  withSubscriptions,
} from '../destination/index.ts'
import { CompileError, compiling, type DiagnosticBag } from '../diagnostics/index.ts'
import { lazy } from '../value/index.ts'
import { parseTemplates, type Templates } from './emit/templates.ts'
import { createExplain } from './explain/explain.ts'
import { SharedTracedCode } from './explain/tracedCode.ts'
import { TracedProgram } from './explain/tracedProgram.ts'
import { Linker } from './linker.ts'
import { isHarmless, makeAccount } from './run/account.ts'
import type { Report } from './run/action.ts'

/** A checked destination. `explain` is absent if it does not compile, apart from settings that are not given. */
export interface CheckedDestination {
  readonly destination: ParsedDestination
  readonly explain?: (event: unknown) => Report
}

/** A definition that is checked once for several accounts, with its mistakes. */
export interface CheckedDefinition {
  readonly parsed: ParsedDefinition
  readonly templates: Templates
  readonly problems: DiagnosticBag
}

/** Reports every mistake of a definition that `compile` reports; `undefined` if it is too large, or not an object. */
export function checkDefinition(definition: unknown, problems: DiagnosticBag): CheckedDefinition | undefined {
  return attempt(problems, () => {
    const parsed = parseDefinition(definition, problems)
    return parsed && { parsed, templates: parseTemplates(parsed), problems }
  })
}

/** Reports every mistake of a definition and an account that `compile` reports. Settings may be absent. */
export function checkDestination(
  checked: CheckedDefinition,
  settings: unknown,
  subscriptions: unknown,
  problems: DiagnosticBag,
): CheckedDestination | undefined {
  problems.addAll(checked.problems)
  problems.locate = checked.problems.locate
  return attempt(problems, () => check(checked, settings, subscriptions, problems))
}

/** Compiles something; `undefined` if that is too much work. */
function attempt<T>(problems: DiagnosticBag, action: () => T): T | undefined {
  try {
    return compiling(problems, action)
  } catch (error) {
    if (error instanceof CompileError) return undefined
    throw error
  }
}

function check(
  { parsed, templates }: CheckedDefinition,
  settings: unknown,
  subscriptions: unknown,
  problems: DiagnosticBag,
): CheckedDestination {
  const resolved = resolveSettings(parsed.definition, settings ?? {}, formatTests, problems)
  const destination = withSubscriptions(parsed, subscriptions, problems)
  const isGiven = settings !== undefined
  const isRunnable = problems.errors.every(error => isHarmless(error) || (!isGiven && error.code === 'CM407'))
  if (!isRunnable) return { destination }
  const account = makeAccount(new Linker(destination, templates).destination, resolved, problems, { isGiven })
  if (problems.errors.some(({ code }) => code !== 'CM407')) return { destination }
  const explain = lazy(() => {
    const code = new SharedTracedCode(parsed, templates).link(destination)
    return createExplain(destination, new TracedProgram(code, account))
  })
  return { destination, explain: event => explain()(event) }
}
