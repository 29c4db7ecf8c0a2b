import type { ParsedDestination, ParsedSubscription } from '../destination/index.ts'
import { type Branch, branchesOf } from '../mapping/index.ts'
import { type ClauseInfo, clausesOf } from '../trigger/index.ts'
import { type Pointer, pointer } from '../value/index.ts'

/** What there is in a subscription for a trace to come by. Places are JSON Pointers into the definition. */
export interface Outline {
  readonly subscription: string
  readonly action: string
  readonly at: Pointer
  readonly enabled: boolean
  /** The clauses of the trigger from left to right. */
  readonly trigger: { readonly at: Pointer; readonly clauses: readonly ClauseInfo[] }
  /** The mapped fields. `at` is absent where a mapping of the payload as a whole gives the field. */
  readonly fields: readonly { readonly key: string; readonly at?: Pointer }[]
  /** Where the mappings take one way of several, with the field they are for. */
  readonly branches: readonly (Branch & { readonly field?: string })[]
}

export function outlinesOf({ subscriptions }: ParsedDestination): Outline[] {
  return subscriptions.map(outlineOf)
}

function outlineOf({ name, at, action, enabled, trigger, fields, whole }: ParsedSubscription): Outline {
  return {
    subscription: name,
    action: action.key,
    at,
    enabled,
    trigger: { at: pointer(at, 'trigger'), clauses: clausesOf(trigger) },
    fields: fields.map(({ key, mapping }) => ({ key, ...(mapping && { at: mapping.at }) })),
    branches: [
      ...(whole ? branchesOf(whole) : []),
      ...fields.flatMap(({ key, mapping }) =>
        mapping ? branchesOf(mapping).map(branch => ({ ...branch, field: key })) : [],
      ),
    ],
  }
}
