import type { FieldDefinition, ParsedSubscription } from '../destination/index.ts'
import type { Mapping } from '../mapping/index.ts'
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

/** Mapped fields of all enabled subscriptions. */
export function mappedFields({ destination: { subscriptions } }: RuleInput): Mapped[] {
  return subscriptions
    .filter(({ enabled }) => enabled)
    .flatMap(subscription =>
      subscription.fields.flatMap(({ key, field, mapping }) => {
        if (mapping === undefined) return []
        return [{ subscription, key, field, mapping, isOwn: mapping.at.startsWith(`${subscription.at}/`) }]
      }),
    )
}
