import { type Journey, journey } from '../analysis/index.ts'
import type { Destination } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { type Pointer, pointer } from '../value/index.ts'
import type { Mismatch } from './mismatch.ts'
import type { Output } from './output.ts'
import type { Expectation, ExpectedProfile } from './suite.ts'

/** Compares the profiles on which events end up with `expect.journey`. */
export function checkJourney(
  { journey: expected = [] }: Expectation,
  { events }: Output,
  destinations: readonly Destination[],
  at: Pointer,
): Mismatch[] {
  if (expected.length === 0) return []
  const played = journey(destinations, events as readonly SourceEvent[])
  return expected.flatMap((one, i) => {
    const message = compareProfile(one, played, events.length)
    return message === undefined ? [] : [{ at: pointer(at, 'journey', i), message }]
  })
}

function compareProfile(
  { call, destination, profile }: ExpectedProfile,
  played: readonly Journey[],
  count: number,
): string | undefined {
  if (call > count) return `there is no call ${call}: the test has ${count}`
  const found = destination === undefined ? played : played.filter(({ slug }) => slug === destination)
  if (found.length === 0) return `there is no destination \`${destination}\` here`
  const other = found.find(one => !namesOf(one, call).includes(profile))
  if (other === undefined) return undefined
  if (!other.isKnown) return `nothing is known of the profiles of ${other.name}`
  const names = namesOf(other, call).filter(name => name !== null)
  const reason = other.lost.find(one => one.call === call)?.because
  const place = names.length > 0 ? `the profile ${names.join(', ')}` : `no profile${reason ? `: ${reason}` : ''}`
  return `${other.slug}: call ${call} ends up on ${place}, expected ${profile ?? 'no profile'}`
}

/** Lists the IDs of the profile that has the event of a call; null if none has it. */
function namesOf({ profiles }: Journey, call: number): readonly (string | null)[] {
  const having = profiles.filter(({ events }) => events.includes(call))
  return having.length === 0 ? [null] : having.flatMap(({ ids }) => Object.values(ids).flat())
}
