import type fc from 'fast-check'
import { withValue } from '../suite/index.ts'
import { compileTrigger, type PathAssignment, waysToSatisfy } from '../trigger/index.ts'
import type { Json, JsonObject } from '../value/index.ts'

type FastCheck = typeof fc
type Arbitrary = fc.Arbitrary<JsonObject>
type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>
type Call = 'identify' | 'group' | 'track' | 'page' | 'screen' | 'alias'

/** Arbitrary normalized events for property tests. */
export interface Arbitraries extends Readonly<Record<Call, Arbitrary>> {
  /** Any of the six calls. */
  readonly event: Arbitrary
  /**
   * Events that a trigger matches.
   *
   * @throws CompileError if the trigger does not compile
   * @throws Error if no event is known to match it
   */
  satisfying(trigger: string): Arbitrary
}

/**
 * Creates arbitraries with your own fast-check, so that its version and seed apply.
 *
 * @example
 * import * as fc from 'fast-check'
 * const { satisfying } = arbitraries(fc)
 * fc.assert(fc.property(satisfying('type = "track" and properties.total > 100'), event => isSent(event)))
 */
export function arbitraries(fc: FastCheck): Arbitraries {
  const id = fc.string({ minLength: 1, maxLength: 12 }).filter(text => text.trim() !== '')
  const object = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), json(fc), {
    maxKeys: 5,
    noNullPrototype: true,
  })
  const time = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map(date => date.toISOString())
  const call = (type: Call, required: Fields, optional: Fields = {}): Arbitrary => {
    const always: Fields = { type: fc.constant(type), messageId: id, timestamp: time, ...required }
    const fields: Fields = { userId: id, context: object, ...optional, ...always }
    return fc.record(fields, { requiredKeys: Object.keys(always), noNullPrototype: true }) as Arbitrary
  }
  const view = { name: fc.string(), category: fc.string() }
  const calls = {
    identify: call('identify', { anonymousId: id, traits: object }),
    group: call('group', { anonymousId: id, groupId: id, traits: object }),
    track: call('track', { anonymousId: id, event: id, properties: object }),
    page: call('page', { anonymousId: id, properties: object }, view),
    screen: call('screen', { anonymousId: id, properties: object }, view),
    alias: call('alias', { userId: id.map(text => `new ${text}`), previousId: id.map(text => `old ${text}`) }),
  }
  const event = fc.oneof(...Object.values(calls))
  return {
    ...calls,
    event,
    satisfying(trigger) {
      const isTrue = compileTrigger(trigger)
      const ways = waysToSatisfy(trigger)
      if (ways.length === 0) throw new Error(`no event is known to match: ${trigger}`)
      return fc.oneof(...ways.map(way => fillWay(way))).filter(isTrue)
    },
  }

  function fillWay(way: readonly PathAssignment[]): Arbitrary {
    const types = way.find(({ path }) => path.join() === 'type')?.values ?? Object.keys(calls)
    const bases = types.map(type => calls[type as Call] ?? event)
    const values = way.map(({ values }) => fc.constantFrom(...values))
    return fc
      .tuple(fc.oneof(...bases), fc.tuple(...values))
      .map(
        ([base, chosen]) =>
          way.reduce<Json>((made, { path }, i) => withValue(made, path, chosen[i]) ?? {}, base) as JsonObject,
      )
  }
}

function json({ oneof, string, integer, boolean, constant }: FastCheck): fc.Arbitrary<Json> {
  return oneof(string(), integer(), boolean(), constant(null))
}
