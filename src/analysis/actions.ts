import {
  type ActionDefinition,
  type Definition,
  parseDestination,
  type SubscriptionDefinition,
} from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'

/** Actions of a definition by key, with shared fields resolved. */
export function resolveActions(definition: Definition): ReadonlyMap<string, ActionDefinition> {
  const destination = parseDestination(definition, {}, [], new DiagnosticBag())
  return new Map([...(destination?.actions ?? [])].map(([key, action]) => [key, action.definition]))
}

/** Default subscriptions of a definition, with shared parts resolved. */
export function resolveSubscriptions(definition: Definition): readonly SubscriptionDefinition[] {
  return parseDestination(definition, {}, undefined, new DiagnosticBag())?.definition.subscriptions ?? []
}
