import type { FieldDefinition, ParsedSubscription } from '../destination/index.ts'
import type { Mapping } from '../mapping/index.ts'
import type { Subject } from './rule.ts'

/** A field with the mapping that one subscription has for it. */
export interface Mapped {
  readonly subscription: ParsedSubscription
  readonly key: string
  readonly field: FieldDefinition
  readonly mapping: Mapping
  /** Whether it is written in the subscription, and so for its events only. */
  readonly isOwn: boolean
}

/** Every mapped field of every subscription that is not switched off. */
export function mappedFields({ destination: { subscriptions } }: Subject): Mapped[] {
  return subscriptions
    .filter(({ enabled }) => enabled)
    .flatMap(subscription =>
      subscription.fields.flatMap(({ key, field, mapping }) => {
        if (mapping === undefined) return []
        return [{ subscription, key, field, mapping, isOwn: mapping.at.startsWith(`${subscription.at}/`) }]
      }),
    )
}
