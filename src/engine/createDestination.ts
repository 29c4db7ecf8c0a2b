import { js, Unit } from '../code/index.ts'
import type { Definition, ParsedDefinition } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { dropPlaceholders, type SourceEvent } from '../event/index.ts'
import { type JsonObject, lazy } from '../value/index.ts'
import type { Destination, Rate } from './destination.ts'
import { emitWhole } from './emit/module.ts'
import { coverageTargets, sharedCoverageTargets } from './explain/coverageTargets.ts'
import { createExplain } from './explain/explain.ts'
import type { TracedCode } from './explain/tracedCode.ts'
import { createTrace, TracedProgram } from './explain/tracedProgram.ts'
import { createWhy } from './explain/why.ts'
import { chooseIdentity } from './identity.ts'
import { allowInspection } from './inspect.ts'
import { createRunner } from './run/runner.ts'
import type { Running } from './run/running.ts'

/** Everything that a destination is made of. */
interface Parts {
  readonly parsed: ParsedDefinition
  readonly tracedCode: () => TracedCode
  readonly warnings: readonly Diagnostic[]
  readonly running: Running
}

/** Creates a destination. Code that only `explain` and tools need is generated on first use. */
export function createDestination({ parsed, tracedCode, warnings, running }: Parts): Destination {
  const { slug, name } = parsed.definition
  const { account, limits } = running
  const runner = createRunner(running)
  const traced = lazy(() => new TracedProgram(tracedCode(), account, limits, runner))
  const explain = lazy(() => createExplain(tracedCode().destination, traced()))
  const destination: Destination = {
    slug,
    name,
    warnings,
    rates: listRates(parsed.definition),
    ...runner,
    explain: event => explain()(event),
  }
  allowInspection(destination, () => {
    const { destination: whole, shared } = tracedCode()
    const subscriptions = lazy(() => coverageTargets(whole))
    const targets = lazy(() => sharedCoverageTargets(whole, shared.templates.actions))
    return {
      get source() {
        const unit = new Unit()
        return unit.source(js`return ${emitWhole(whole, shared.templates, unit)};`)
      },
      get subscriptions() {
        return subscriptions()
      },
      get shared() {
        return targets()
      },
      why: createWhy(whole, traced()),
      trace: createTrace(whole, traced()),
      known: event => dropPlaceholders(event as unknown as JsonObject, account.placeholders) as unknown as SourceEvent,
      identity: chooseIdentity(parsed.definition.identity, account.settings),
      traceAnswer: (request, answer) => traced().outcomes(request, answer).branches,
    }
  })
  return destination
}

/** Lists the rates of a destination and its actions. */
function listRates({ rates = [], actions }: Definition): Rate[] {
  const ofActions = Object.entries(actions).flatMap(([action, { rates = [] }]) =>
    rates.map(rate => ({ action, ...rate })),
  )
  return [...rates, ...ofActions]
}
