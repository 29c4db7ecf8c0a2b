import type { Destination, Outline, SharedOutline } from '../engine/index.ts'
import type { Span } from '../text/index.ts'
import { own, type Pointer } from '../value/index.ts'

/**
 * Something that tests should come by: a trigger that is true, or false; a field that is sent; an arm of a branch; a
 * function that is called.
 */
export interface CoverageUnit {
  readonly kind: 'trigger' | 'field' | 'branch' | 'function'
  /** Tells units apart. Subscriptions that share the defaults of an action share their units. */
  readonly key: string
  /** The first subscription that has it, or what else it is a part of: `request of trackEvent`. */
  readonly of: string
  readonly at: Pointer
  readonly span?: Span
  /** `true` or `false` of a trigger; the key of a field; the number of an arm. */
  readonly name: string
}

/**
 * All that there is to come by in a destination. A disabled subscription has nothing, nor have the checks and requests
 * of an action that no subscription is for.
 */
export function unitsOf({ subscriptions, shared }: Destination): CoverageUnit[] {
  const enabled = subscriptions.filter(({ enabled }) => enabled)
  const isUsed = ({ action }: SharedOutline) =>
    action === undefined || enabled.some(subscription => subscription.action === action)
  const units = [...enabled.flatMap(unitsOfSubscription), ...shared.filter(isUsed).flatMap(unitsOfShared)]
  return [...new Map(units.toReversed().map(unit => [unit.key, unit])).values()].toReversed()
}

function unitsOfSubscription({ subscription, at, trigger, fields, branches }: Outline): CoverageUnit[] {
  const unit = (kind: 'trigger' | 'field', at: Pointer, name: string): CoverageUnit => {
    return { kind, at, name, of: subscription, key: keyOf(kind, { at }, name) }
  }
  return [
    ...['true', 'false'].map(name => unit('trigger', trigger.at, name)),
    ...fields.map(({ key, at: place }) => unit('field', place ?? at, key)),
    ...branches.flatMap(branch => unitsOfBranch(branch, subscription)),
  ]
}

function unitsOfShared({ name, call, branches }: SharedOutline): CoverageUnit[] {
  return [
    ...(call ? unitsOfBranch(call, name).map(unit => ({ ...unit, kind: 'function' as const })) : []),
    ...branches.flatMap(branch => unitsOfBranch(branch, name)),
  ]
}

function unitsOfBranch(branch: SharedOutline['branches'][number], of: string): CoverageUnit[] {
  return branch.arms.map((arm, i) => {
    const name = String(i)
    return { kind: 'branch', ...arm, name, of, key: keyOf('branch', branch, name) }
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
