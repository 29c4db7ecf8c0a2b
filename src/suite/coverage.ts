import uniqBy from 'lodash-es/uniqBy.js'
import {
  type CoverageTargets,
  type Destination,
  inspect,
  type SharedCoverageTargets,
  type TracedBranch,
} from '../engine/index.ts'
import type { Answer } from '../response/index.ts'
import type { Span } from '../text/index.ts'
import { type Pointer, printPath, readPath } from '../value/index.ts'
import type { Addressed } from './output.ts'

/**
 * A unit that tests can cover: a trigger that is true or false, a field that is sent, an arm of a branch, a function that
 * is called, or a part of a response that an answer takes.
 */
export interface CoverageUnit {
  readonly kind: 'trigger' | 'field' | 'branch' | 'function' | 'answer'
  /** Identifies a unit. Subscriptions that share the defaults of an action share their units. */
  readonly key: string
  /** The first subscription that has it, or another owner: `request of trackEvent`. */
  readonly of: string
  readonly at: Pointer
  readonly span?: Span
  /** `true` or `false` for a trigger, the key of a field, the number of an arm, or `rule` or `errors` of a response. */
  readonly name: string
}

/** Coverage units of the enabled subscriptions of a destination. */
export function listUnits(destination: Destination): CoverageUnit[] {
  return uniqByKey(listEnabled(destination).flatMap(unitsOfSubscription))
}

/** Coverage units that subscriptions share. Checks and requests of unused actions are excluded. */
export function listSharedUnits(destination: Destination): CoverageUnit[] {
  const actions = new Set(listEnabled(destination).map(({ action }) => action))
  const used = inspect(destination).shared.filter(({ action }) => action === undefined || actions.has(action))
  return uniqByKey(used.flatMap(unitsOfShared))
}

function listEnabled(destination: Destination): CoverageTargets[] {
  return inspect(destination).subscriptions.filter(({ enabled }) => enabled)
}

/** Keeps the first unit of each key. */
function uniqByKey(units: readonly CoverageUnit[]): CoverageUnit[] {
  return uniqBy(units, ({ key }) => key)
}

function unitsOfSubscription({ subscription, at, trigger, fields, branches }: CoverageTargets): CoverageUnit[] {
  const unit = (kind: 'trigger' | 'field', at: Pointer, name: string): CoverageUnit => {
    return { kind, at, name, of: subscription, key: unitKey(kind, { at }, name) }
  }
  return [
    ...['true', 'false'].map(name => unit('trigger', trigger.at, name)),
    ...fields.map(({ path, at: place }) => unit('field', place ?? at, printPath(path))),
    ...branches.flatMap(branch => unitsOfBranch(branch, subscription)),
  ]
}

function unitsOfShared({ name, answers, call, branches }: SharedCoverageTargets): CoverageUnit[] {
  if (answers) return unitsOfResponse(name, answers, branches)
  return [
    ...(call ? unitsOfBranch(call, name).map(unit => ({ ...unit, kind: 'function' as const })) : []),
    ...branches.flatMap(branch => unitsOfBranch(branch, name)),
  ]
}

function unitsOfResponse(
  of: string,
  answers: NonNullable<SharedCoverageTargets['answers']>,
  branches: SharedCoverageTargets['branches'],
): CoverageUnit[] {
  return [
    ...answers.flatMap(answer => unitsOfBranch(answer, of).map(unit => ({ ...unit, name: answer.kind }))),
    ...branches.flatMap(branch => unitsOfBranch(branch, of)),
  ].map(unit => ({ ...unit, kind: 'answer' }))
}

function unitsOfBranch(branch: SharedCoverageTargets['branches'][number], of: string): CoverageUnit[] {
  return branch.arms.map((arm, i) => {
    const name = String(i)
    return { kind: 'branch', ...arm, name, of, key: unitKey('branch', branch, name) }
  })
}

/** Keys of the units that an event covers. */
export function findReached(event: unknown, destination: Destination): Set<string> {
  const keys = inspect(destination)
    .trace(event)
    .flatMap(({ matched, branches, payload = {} }, i) => {
      if (matched === undefined) return []
      const { trigger, fields, at } = inspect(destination).subscriptions[i]!
      const sent = fields.filter(({ path }) => readPath(payload, path) !== undefined)
      return [
        unitKey('trigger', trigger, String(matched)),
        ...sent.map(({ path, at: place }) => unitKey('field', { at: place ?? at }, printPath(path))),
        ...branches.flatMap(keysOfBranch),
      ]
    })
  return new Set(keys)
}

/** Keys of the units that an answer covers. */
export function findAnswered({ destination, request }: Addressed, answer: Answer): string[] {
  return inspect(destination).traceAnswer(request, answer).flatMap(keysOfBranch)
}

function keysOfBranch(branch: TracedBranch): string[] {
  return branch.arms.map(arm => unitKey('branch', branch, String(arm)))
}

function unitKey(kind: CoverageUnit['kind'], { at, span }: Pick<CoverageUnit, 'at' | 'span'>, name: string): string {
  return [kind, at, span?.start, span?.end, name].join(' ')
}
