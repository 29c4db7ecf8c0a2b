import { js, Unit } from '../code/index.ts'
import type { ParsedDefinition, ParsedDestination } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { lazy } from '../value/index.ts'
import type { Destination } from './destination.ts'
import { emitWhole } from './emit/module.ts'
import type { Templates } from './emit/templates.ts'
import { coverageTargets, sharedCoverageTargets } from './explain/coverageTargets.ts'
import { createExplain } from './explain/explain.ts'
import { createTrace, TracedProgram } from './explain/tracedProgram.ts'
import { createWhy } from './explain/why.ts'
import { allowInspection } from './inspect.ts'
import { createRunner, type Running } from './run/destination.ts'

/** Everything that a destination is made of. */
interface Parts {
  readonly parsed: ParsedDefinition
  readonly templates: Templates
  /** Parses the definition with the subscriptions of the account. */
  readonly whole: () => ParsedDestination
  readonly warnings: readonly Diagnostic[]
  readonly running: Running
}

/** Creates a destination. Code that only `explain` and tools need is generated on first use. */
export function createDestination({ parsed, templates, whole, warnings, running }: Parts): Destination {
  const { slug, name } = parsed.definition
  const { account, limits } = running
  const traced = lazy(() => new TracedProgram(whole(), templates, account, limits))
  const explain = lazy(() => createExplain(whole(), traced()))
  const destination: Destination = {
    slug,
    name,
    warnings,
    ...createRunner(running),
    explain: event => explain()(event),
  }
  allowInspection(destination, () => ({
    get source() {
      const unit = new Unit()
      return unit.source(js`return ${emitWhole(whole(), templates, unit)};`)
    },
    subscriptions: coverageTargets(whole()),
    shared: sharedCoverageTargets(parsed, templates.actions),
    why: createWhy(whole(), traced()),
    trace: createTrace(whole(), traced()),
  }))
  return destination
}
