import groupBy from 'lodash-es/groupBy.js'
import type { IdentityDefinition } from '../../destination/index.ts'
import type { Destination } from '../../engine/index.ts'
import { type ArrivedCall, listArrivals, printTime } from './arrivals.ts'
import { describeDuration } from './duration.ts'
import { type Id, kindOf } from './id.ts'
import type { Journey, JourneyLane } from './outcome.ts'
import { People } from './people.ts'
import { Player } from './player.ts'
import type { PreparedCall } from './prepare.ts'
import { warnAboutCalls } from './warnings.ts'

/** Plays prepared calls in an order. */
export function play(
  { slug, name }: Pick<Destination, 'slug' | 'name'>,
  identity: IdentityDefinition,
  calls: readonly PreparedCall[],
  arrivals: readonly ArrivedCall[],
): Journey {
  const people = new People(identity)
  const player = new Player(people)
  const { log } = player
  for (const { call, at } of arrivals) {
    const { requests, items, event, dropped, whyNot } = calls[call - 1]!
    player.begin(call, at)
    const before = log.marks.length
    for (const item of items) player.play(item)
    const pair = pairOf(event)
    if (dropped !== undefined && isTie(event)) {
      if (!whyNot?.includes(dropped)) log.refuse(call, dropped)
      if (whyNot !== undefined) log.refuse(call, whyNot)
    }
    if (pair && !player.hasTried(pair[1]) && !isOne(pair, people)) {
      log.refuse(call, requests.length > 0 ? (identity.untied ?? 'no item of the call has both IDs') : whyNot!)
    }
    const isPlaced = log.marks.slice(before).some(({ does }) => does === 'event' || does === 'waits')
    if (isEvent(event) && !isPlaced) log.lose(call, whyNot ?? 'no request of the call is an event of a profile')
  }
  const end = arrivals.at(-1)
  const isTimed = end?.isTimed ?? false
  const waiting = people.held.flatMap(({ id, events }) =>
    [...events].map(([call, until]) => ({ call, until: isTimed ? printTime(until) : waitText(id, identity) })),
  )
  return {
    slug,
    name,
    isKnown: true,
    profiles: people.profiles
      .filter(({ isGone }) => !isGone)
      .map(({ ids, events }) => ({ ids: byKind(ids), events: ascending(events) })),
    lost: log.lost,
    waiting,
    ties: log.ties,
    notTied: log.notTied,
    warnings: [...warnAboutCalls(calls, arrivals, log), ...log.warnings].toSorted((a, b) => a.call - b.call),
    uncertain: log.uncertain,
    ...(identity.assumes !== undefined && { assumes: identity.assumes }),
    lanes: lanesOf(people),
    marks: log.marks,
    unsent: calls.flatMap(({ requests, whyNot }, i) =>
      requests.length === 0 ? [{ call: i + 1, because: whyNot! }] : [],
    ),
    ...listArrivals(arrivals),
  }
}

function isEvent({ type }: PreparedCall['event']): boolean {
  return type === 'track' || type === 'page' || type === 'screen'
}

/** True for a call that people make to connect IDs. */
function isTie({ type }: PreparedCall['event']): boolean {
  return type === 'identify' || type === 'alias'
}

/** The IDs that an identify or an alias connects: the user's, and the other one. */
function pairOf({ type, userId, anonymousId, previousId }: PreparedCall['event']): [string, string] | undefined {
  const other = type === 'identify' ? anonymousId : type === 'alias' ? previousId : undefined
  return userId !== undefined && other !== undefined && other !== userId ? [userId, other] : undefined
}

function isOne(pair: readonly string[], { profiles }: People): boolean {
  return profiles.some(({ ids }) => pair.every(one => ids.some(({ parts }) => parts.at(-1) === one)))
}

function byKind(ids: readonly Id[]): { [kind: string]: string[] } {
  return Object.fromEntries(
    Object.entries(groupBy(ids, 'kind')).map(([kind, found]) => [kind, found.map(({ value }) => value)]),
  )
}

function lanesOf({ profiles, held }: People): JourneyLane[] {
  const lanes: JourneyLane[] = []
  for (const { lane, first, events } of profiles) {
    lanes[lane] = { id: first.value, kind: first.kind, events: ascending(events) }
  }
  for (const { lane, id, events } of held)
    lanes[lane] = { id: id.value, kind: id.kind, events: ascending(events.keys()) }
  return lanes
}

function ascending(calls: Iterable<number>): number[] {
  return [...calls].sort((a, b) => a - b)
}

function waitText({ kind }: Id, identity: IdentityDefinition): string {
  return describeDuration(kindOf(kind, identity).waits!)
}
