import { type Definition, parseDestination, type SubscriptionDefinition } from '../destination/index.ts'
import { CompileError, DiagnosticBag } from '../diagnostics/index.ts'
import { isObject, type JsonObject } from '../value/index.ts'
import type { Destination } from './destination.ts'
import type { ActionOf, DestinationTypes } from './destinationTypes.ts'
import { coverageTargets, sharedCoverageTargets } from './explain/coverageTargets.ts'
import { createExplain } from './explain/explain.ts'
import { createTrace, TracedProgram } from './explain/tracedProgram.ts'
import { createWhy } from './explain/why.ts'
import { allowInspection } from './inspect.ts'
import type { MapResult } from './run/action.ts'
import { admission } from './run/admission.ts'
import { compiledActions } from './run/compiledActions.ts'
import { indexSubscriptions } from './run/dispatch.ts'
import type { Result } from './run/failure.ts'
import { notAnEvent, unreadable } from './run/input.ts'
import { generate } from './run/program.ts'
import { renderRequests } from './run/requests.ts'
import { type Limits, parseTemplates } from './run/templates.ts'

export interface CompileOptions<Types extends DestinationTypes = DestinationTypes> {
  /** The account's settings, by the keys of the definition. A secret may be a reference, `{ $secret: 'NAME' }`. */
  readonly settings?: Types['settings']
  /**
   * Replace the definition's own subscriptions. Pass mappings that users write through `lint` as well: `compile`
   * reports what is wrong, `lint` also what is probably unintended.
   */
  readonly subscriptions?: readonly SubscriptionDefinition[]
  /** Replace the limits that the definition declares. */
  readonly limits?: Limits
}

/**
 * Checks a destination and compiles it into one function, once for an account.
 *
 * @typeParam Types of the destination, as `callmap types` writes them
 * @throws CompileError with every mistake in the definition, its subscriptions and the settings
 * @example
 * const destination = compile(customerio, { settings: { siteId: 's-1', apiKey: 'k-1' } })
 * const { actions, failures } = destination.map({ type: 'identify', userId: 'u-1', traits: { plan: 'pro' } })
 * const { requests } = destination.requests(actions)
 */
export function compile<Types extends DestinationTypes = DestinationTypes>(
  definition: Definition | JsonObject,
  given?: CompileOptions<Types>,
): Destination<ActionOf<Types>> {
  const options = given ?? {}
  const problems = new DiagnosticBag()
  const parsed = parseDestination(definition, options.settings ?? {}, options.subscriptions, problems)
  const templates = parsed && parseTemplates(parsed, options.limits ?? {})
  if (parsed === undefined || templates === undefined || problems.errors.length > 0)
    throw new CompileError(problems.errors)

  const { source, program } = generate(parsed, templates)
  const { slug, name } = parsed.definition
  const admitted = admission(parsed)
  const candidates = indexSubscriptions(parsed.subscriptions, admitted.instructions)
  const context = { slug, actions: compiledActions(templates, program), hideSecrets: parsed.hideSecrets }
  const tracedProgram = new TracedProgram(parsed, templates)

  function map(event: unknown): MapResult {
    const result: Result = { actions: [], failures: [] }
    try {
      const numbers = isObject(event) ? candidates(event) : undefined
      if (!isObject(event) || numbers === undefined) return { actions: [], failures: [notAnEvent(event)] }
      if (admitted.isFiltered(event)) return result
      for (const number of numbers) program.subscriptions[number]!(event, result)
    } catch (error) {
      result.failures.push(unreadable(error))
    }
    return result
  }

  const destination: Destination = {
    slug,
    name,
    warnings: problems.list,
    map,
    requests: (actions, requestOptions) => renderRequests(actions, context, requestOptions ?? {}),
    explain: createExplain(parsed, tracedProgram, admitted),
  }
  allowInspection(destination, () => ({
    source,
    subscriptions: coverageTargets(parsed),
    shared: sharedCoverageTargets(parsed, templates),
    why: createWhy(parsed, tracedProgram, admitted),
    trace: createTrace(parsed, tracedProgram, admitted),
  }))
  return destination as Destination<ActionOf<Types>>
}
