import {
  type ActionDefinition,
  type Definition,
  parseDestination,
  type SubscriptionDefinition,
} from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'

/** The actions of a definition by their keys, with the fields that they share written out. */
export function actionsOf(definition: Definition): ReadonlyMap<string, ActionDefinition> {
  const destination = parseDestination(definition, {}, [], new DiagnosticBag())
  return new Map([...(destination?.actions ?? [])].map(([key, action]) => [key, action.definition]))
}

/** The subscriptions that a definition has by default, with what they share written out. */
export function subscriptionsOf(definition: Definition): readonly SubscriptionDefinition[] {
  return parseDestination(definition, {}, undefined, new DiagnosticBag())?.definition.subscriptions ?? []
}
