import { codes } from '../../diagnostics/index.ts'
import { isObject, type Json } from '../../value/index.ts'
import { describe, type Entry } from '../entry.ts'
import { type TriggerNames, triggerLanguage } from '../languages/trigger.ts'
import { type KnownDefinition, listChoices } from '../names/definitions.ts'
import { lazyLanguage, type MappingNames, mappingShape } from './mappingShape.ts'
import type { Shape } from './shape.ts'

/** Names that a subscription uses. */
export interface SubscriptionNames {
  readonly known: KnownDefinition | undefined
  readonly trigger: () => TriggerNames
  readonly mapping: MappingNames
}

/** Shapes of the parts of a subscription that its schema leaves open. */
export function subscriptionPart(
  key: string,
  subscription: Json | undefined,
  names: SubscriptionNames,
): Shape | undefined {
  const { known, trigger, mapping } = names
  switch (key) {
    case 'action':
      return { values: () => known?.listActions() ?? [] }
    case 'trigger':
      return { language: lazyLanguage(() => triggerLanguage(trigger())) }
    case 'mapping':
    case 'overrides':
      return payloadShape(readAction(subscription), names)
    case '$ignore':
      return { child: () => ({ values: listCodes }) }
    default:
      return mapping.references?.(key)
  }
}

function readAction(subscription: Json | undefined): string | undefined {
  return isObject(subscription) && typeof subscription.action === 'string' ? subscription.action : undefined
}

/** The fields of an action, each with a mapping. */
function payloadShape(action: string | undefined, { known, mapping }: SubscriptionNames): Shape {
  return {
    keys: () => (action === undefined ? [] : (known?.listFields(action) ?? [])),
    child(key) {
      const field = action === undefined ? undefined : known?.actions[action]?.fields[key]
      return mappingShape(mapping, () => (field ? listChoices(field) : []))
    },
  }
}

/** Lists the codes of diagnostics. */
export function listCodes(): Entry[] {
  return Object.entries(codes).map(([name, { name: word, summary }]) => ({
    name,
    kind: 'value',
    detail: word,
    text: describe(`**${word}**`, summary),
  }))
}

export const levelShape: Shape = {
  keys: () => listCodes().map(entry => ({ ...entry, form: 'string' as const })),
  child: () => ({ values: () => ['off', 'warning', 'error'].map(name => ({ name, kind: 'value' as const })) }),
}
