import uniqBy from 'lodash-es/uniqBy.js'
import type { FieldDefinition, ParsedAction, ParsedSubscription } from '../destination/index.ts'
import { DiagnosticBag } from '../diagnostics/index.ts'
import type { Mapping } from '../mapping/index.ts'
import { parseTrigger } from '../trigger/index.ts'
import { rememberByObject } from '../value/index.ts'
import type { RuleInput } from './rule.ts'

/** A field with its mapping in one subscription. */
export interface Mapped {
  readonly subscription: ParsedSubscription
  readonly key: string
  readonly field: FieldDefinition
  readonly mapping: Mapping
  /** True if the subscription writes the mapping itself, so that it applies to its events only. */
  readonly isOwn: boolean
}

/**
 * Mapped fields of all enabled subscriptions. A definition without subscriptions leaves them to its accounts, which may
 * map any call with the defaults of its actions.
 */
export const mappedFields = rememberByObject(({ destination: { subscriptions, actions } }: RuleInput): Mapped[] => {
  const all = subscriptions.length > 0 ? subscriptions : [...actions.values()].map(takesEveryCall)
  return all
    .filter(({ enabled }) => enabled)
    .flatMap(subscription =>
      subscription.fields.flatMap(({ key, field, mapping }) => {
        if (mapping === undefined) return []
        return [{ subscription, key, field, mapping, isOwn: mapping.at.startsWith(`${subscription.at}/`) }]
      }),
    )
})

/** Fields with each mapping once: a default applies in any number of subscriptions. */
export function distinctFields(subject: RuleInput): Mapped[] {
  return uniqBy(mappedFields(subject), ({ mapping }) => mapping)
}

function takesEveryCall(action: ParsedAction): ParsedSubscription {
  const trigger = parseTrigger('type != null', new DiagnosticBag(), '')!
  return { name: action.key, at: '/subscriptions', action, enabled: true, trigger, fields: action.defaults }
}
