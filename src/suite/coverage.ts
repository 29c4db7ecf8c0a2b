import type { Destination, Outline } from '../engine/index.ts'
import type { Span } from '../text/index.ts'
import { own, type Pointer } from '../value/index.ts'

/** Something that tests should come by: a trigger that is true, or false; a field that is sent; an arm of a branch. */
export interface CoverageUnit {
  readonly kind: 'trigger' | 'field' | 'branch'
  /** Tells units apart. Subscriptions that share the defaults of an action share their units. */
  readonly key: string
  /** The first subscription that has it. */
  readonly subscription: string
  readonly at: Pointer
  readonly span?: Span
  /** `true` or `false` of a trigger; the key of a field; the number of an arm. */
  readonly name: string
}

/** All that there is to come by in a destination. A disabled subscription has nothing. */
export function unitsOf({ subscriptions }: Destination): CoverageUnit[] {
  const units = subscriptions.filter(({ enabled }) => enabled).flatMap(unitsOfSubscription)
  return [...new Map(units.toReversed().map(unit => [unit.key, unit])).values()].toReversed()
}

function unitsOfSubscription({ subscription, at, trigger, fields, branches }: Outline): CoverageUnit[] {
  const triggers = ['true', 'false'].map(name => ({ kind: 'trigger' as const, at: trigger.at, name }))
  const sent = fields.map(({ key, at: place }) => ({ kind: 'field' as const, at: place ?? at, name: key }))
  const arms = branches.flatMap(branch =>
    branch.arms.map((arm, i) => ({ kind: 'branch' as const, ...arm, name: String(i), branch })),
  )
  return [...triggers, ...sent, ...arms].map(unit => {
    const { branch, ...rest } = { branch: undefined, ...unit }
    return { ...rest, subscription, key: keyOf(unit.kind, branch ?? unit, unit.name) }
  })
}

/** The keys of what an event comes by. */
export function reachedBy(event: unknown, destination: Destination): Set<string> {
  const keys = destination.trace(event).flatMap(({ matched, branches, payload = {} }, i) => {
    if (matched === undefined) return []
    const { trigger, fields, at } = destination.subscriptions[i]!
    const sent = fields.filter(({ key }) => own(payload, key) !== undefined)
    return [
      keyOf('trigger', trigger, String(matched)),
      ...sent.map(({ key, at: place }) => keyOf('field', { at: place ?? at }, key)),
      ...branches.flatMap(branch => branch.arms.map(arm => keyOf('branch', branch, String(arm)))),
    ]
  })
  return new Set(keys)
}

function keyOf(kind: CoverageUnit['kind'], { at, span }: Pick<CoverageUnit, 'at' | 'span'>, name: string): string {
  return [kind, at, span?.start, span?.end, name].join(' ')
}
