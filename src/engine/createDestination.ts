import { js, Unit } from '../code/index.ts'
import { type Definition, type ParsedDefinition, withSubscriptions } from '../destination/index.ts'
import { type Diagnostic, DiagnosticBag } from '../diagnostics/index.ts'
import { lazy } from '../value/index.ts'
import type { Destination, Rate } from './destination.ts'
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
  /** Subscriptions of the account, in source form. */
  readonly subscriptions: unknown
  readonly warnings: readonly Diagnostic[]
  readonly running: Running
}

/** Creates a destination. Code that only `explain` and tools need is generated on first use. */
export function createDestination({ parsed, templates, subscriptions, warnings, running }: Parts): Destination {
  const { slug, name } = parsed.definition
  const { account, limits } = running
  const whole = lazy(() => withSubscriptions(parsed, subscriptions, new DiagnosticBag()))
  const traced = lazy(() => new TracedProgram(whole(), templates, account, limits))
  const explain = lazy(() => createExplain(whole(), traced()))
  const destination: Destination = {
    slug,
    name,
    warnings,
    rates: listRates(parsed.definition),
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
    traceAnswer: (request, answer) => traced().outcomes(request, answer).branches,
  }))
  return destination
}

/** Lists the rates of a destination and its actions. */
function listRates({ rates = [], actions }: Definition): Rate[] {
  const ofActions = Object.entries(actions).flatMap(([action, { rates = [] }]) =>
    rates.map(rate => ({ action, ...rate })),
  )
  return [...rates, ...ofActions]
}
