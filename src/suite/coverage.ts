import uniqBy from 'lodash-es/uniqBy.js'
import { type Destination, inspect, type Outline, type SharedOutline } from '../engine/index.ts'
import type { Span } from '../text/index.ts'
import { type Pointer, printPath, readPath } from '../value/index.ts'

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

/** All that there is to come by in the subscriptions of a destination. One that is disabled has nothing. */
export function unitsOf(destination: Destination): CoverageUnit[] {
  return distinct(enabledOf(destination).flatMap(unitsOfSubscription))
}

/** And in what they share, apart from the checks and requests of actions that none of them is for. */
export function sharedUnitsOf(destination: Destination): CoverageUnit[] {
  const actions = new Set(enabledOf(destination).map(({ action }) => action))
  const used = inspect(destination).shared.filter(({ action }) => action === undefined || actions.has(action))
  return distinct(used.flatMap(unitsOfShared))
}

function enabledOf(destination: Destination): Outline[] {
  return inspect(destination).subscriptions.filter(({ enabled }) => enabled)
}

/** The first of those that have the same key. */
function distinct(units: readonly CoverageUnit[]): CoverageUnit[] {
  return uniqBy(units, ({ key }) => key)
}

function unitsOfSubscription({ subscription, at, trigger, fields, branches }: Outline): CoverageUnit[] {
  const unit = (kind: 'trigger' | 'field', at: Pointer, name: string): CoverageUnit => {
    return { kind, at, name, of: subscription, key: keyOf(kind, { at }, name) }
  }
  return [
    ...['true', 'false'].map(name => unit('trigger', trigger.at, name)),
    ...fields.map(({ path, at: place }) => unit('field', place ?? at, printPath(path))),
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
  const keys = inspect(destination)
    .trace(event)
    .flatMap(({ matched, branches, payload = {} }, i) => {
      if (matched === undefined) return []
      const { trigger, fields, at } = inspect(destination).subscriptions[i]!
      const sent = fields.filter(({ path }) => readPath(payload, path) !== undefined)
      return [
        keyOf('trigger', trigger, String(matched)),
        ...sent.map(({ path, at: place }) => keyOf('field', { at: place ?? at }, printPath(path))),
        ...branches.flatMap(branch => branch.arms.map(arm => keyOf('branch', branch, String(arm)))),
      ]
    })
  return new Set(keys)
}

function keyOf(kind: CoverageUnit['kind'], { at, span }: Pick<CoverageUnit, 'at' | 'span'>, name: string): string {
  return [kind, at, span?.start, span?.end, name].join(' ')
}
