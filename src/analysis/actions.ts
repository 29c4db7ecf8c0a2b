import {
  type ActionDefinition,
  checkSubscriptions,
  type Definition,
  resolveDefinition,
  type SubscriptionDefinition,
} from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'

/** Actions of a definition by key, with shared fields resolved. */
export function resolveActions(definition: Definition): ReadonlyMap<string, ActionDefinition> {
  return new Map(Object.entries(resolveDefinition(definition, new DiagnosticBag())?.definition.actions ?? {}))
}

/** Default subscriptions of a definition, with shared parts resolved. */
export function resolveSubscriptions(definition: Definition): readonly SubscriptionDefinition[] {
  const problems = new DiagnosticBag()
  const { defaults = [] } = resolveDefinition(definition, problems) ?? {}
  return checkSubscriptions(defaults, problems).filter(subscription => subscription !== undefined)
}
