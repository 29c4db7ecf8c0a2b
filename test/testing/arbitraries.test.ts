import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/api/index.ts'
import { compileTrigger } from '../../src/api/languages.ts'
import { arbitraries } from '../../src/testing/index.ts'
import { runs } from '../seed.ts'

const { satisfying, event, identify, group, track, page, screen, alias } = arbitraries(fc)

it.each(Object.entries({ identify, group, track, page, screen, alias, event }))(
  '%s is a call that is normal',
  (_, call) => {
    const isNormal = fc.property(call, made => {
      expect(normalize(made)).toEqual({ events: [made], diagnostics: [] })
    })
    fc.assert(isNormal, { numRuns: runs(50) })
  },
)

describe('events that satisfy a trigger', () => {
  const triggers = [
    'type = "track"',
    'type = "track" and event = "Order Completed" and context.location.country = "DE"',
    'type = "identify" or (type = "track" and event in ["A", "B"])',
    'type = "track" and !(event in ["A", "B"])',
    '!(type = "track" or properties.total < 5) and userId = null',
    'properties.total >= 100 and properties.total < 101',
    'match(event, "Trial *") and contains(properties.plan, "team")',
    'length(properties.code) > 3 and lowercase(properties.code) = "abcd"',
    'typeof(properties.a) = "list" and typeof(properties.b) = "number"',
    '"x" in properties.tags',
    'traits["a.b"].c != "d"',
  ]
  it.each(triggers)('%s', trigger => {
    const isTrue = compileTrigger(trigger)
    fc.assert(fc.property(satisfying(trigger), isTrue), { numRuns: runs(100) })
  })

  it('every way to satisfy the trigger occurs', () => {
    const made = fc.sample(satisfying('type = "identify" or event in ["A", "B"]'), { seed: 1, numRuns: runs(200) })
    expect(new Set(made.map(({ type }) => type))).toContain('identify')
    expect([...new Set(made.map(({ event }) => event))]).toEqual(expect.arrayContaining(['A', 'B']))
  })

  it('none satisfies a contradiction', () => {
    expect(() => satisfying('type = "track" and type = "page"')).toThrow('no event is known to match')
  })
})
