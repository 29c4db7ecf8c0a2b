import type { Accepted, Item } from './vendor.ts'

export type Kind = Item['kind'] | 'unmappable' | 'unknown'

/** One call of a person. `unmappable`: a required field is absent; `unknown`: no call at all. */
function writeEvent(user: number, step: number, kind: Kind) {
  return {
    type: kind === 'unknown' ? 'nonsense' : 'track',
    event: 'Step',
    userId: `u-${user}`,
    messageId: `m-${user}-${step}`,
    properties: { ...(kind !== 'unmappable' && { step }), kind },
  }
}

/** Writes events of people in turn. Every hundredth or so is refused, and as many cannot be mapped. */
export function writeEvents(count: number, users: number) {
  return Array.from({ length: count }, (_, index) => {
    const [user, step] = [index % users, Math.floor(index / users)]
    const kinds: Kind[] = ['refused', 'poison', 'unmappable', 'unknown']
    const kind = index % 53 === 7 ? kinds[((index / 53) % 4) | 0]! : 'good'
    return { ...writeEvent(user, step, kind), kind }
  }).map(({ kind, ...event }) => ({ kind, event }))
}

export type Written = ReturnType<typeof writeEvents>

/** Compares accepted items with the events: lost ones, repeats, first acceptances out of order, and wrong last ones. */
export function judge(written: Written, accepted: readonly Accepted[]) {
  const good = written.filter(({ kind }) => kind === 'good')
  const name = (user: string, step: unknown) => `${user} ${step}`
  const seen = new Set<string>()
  const [highest, last] = [new Map<string, number>(), new Map<string, number>()]
  let [repeats, unordered] = [0, 0]
  for (const { user, step } of accepted) {
    if (seen.has(name(user, step))) repeats++
    else if (step < (highest.get(user) ?? -1)) unordered++
    seen.add(name(user, step))
    highest.set(user, Math.max(step, highest.get(user) ?? -1))
    last.set(user, step)
  }
  return {
    lost: good.filter(({ event }) => !seen.has(name(event.userId, event.properties.step))).length,
    strange: seen.size - good.filter(({ event }) => seen.has(name(event.userId, event.properties.step))).length,
    unordered,
    wrongLast: [...highest].filter(([user, step]) => last.get(user) !== step).length,
    repeats,
  }
}

/** Numbers of the requests of a worker that the vendor accepted from a moment on, although it had their items before. */
export function findRepeats(accepted: readonly Accepted[], start: number, authorization: string): Set<number> {
  const name = ({ user, step }: Accepted) => `${user} ${step}`
  const known = new Set(accepted.slice(0, start).map(name))
  const own = accepted.slice(start).filter(item => item.authorization === authorization)
  return new Set(own.flatMap(item => (known.has(name(item)) ? item.request : [])))
}
