import { expect, test } from 'vitest'
import { base, call, simplified } from './mixpanel.ts'

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]))

const track = { type: 'track', event: 'E', properties: {} }
const nested = { a: { b: { c: { d: 1 } } } }
test.for<[event: object, warnings: string[]]>([
  [{ ...track, ...base }, []],
  [{ ...track, ...base, event: '$merge' }, ['reserves the event names']],
  [{ ...track, ...base, event: 'e'.repeat(256) }, ['name has more than 255']],
  [{ ...track, ...base, properties: many(230) }, []],
  [{ ...track, ...base, properties: many(255) }, ['255 properties']],
  [{ ...track, ...base, properties: { ['k'.repeat(256)]: 1 } }, ['property name']],
  [{ ...track, ...base, properties: { v: 'v'.repeat(256) } }, ['property value']],
  [{ ...track, ...base, properties: { list: Array(255).fill(1) } }, ['255 elements']],
  [{ ...track, ...base, properties: { in: { in: many(255) } } }, ['255 elements']],
  [{ ...track, ...base, properties: nested }, []],
  [{ ...track, ...base, properties: { nested } }, ['nested']],
  [{ ...track, ...base, properties: { $ignore: true } }, ['`$ignore`']],
  [{ ...track, ...base, timestamp: '1970-12-31T23:59:59Z' }, ['before 1971']],
  [{ ...track, ...call, groupId: 'g' }, ['has no user']],
  [{ ...track, ...base, userId: '-1', anonymousId: '0', groupId: 'g' }, ['has no user']],
  [{ ...base, type: 'identify', traits: many(2001) }, ['2,000']],
  [{ ...base, type: 'identify', traits: { ['k'.repeat(256)]: 1 } }, ['user property name']],
])('M-j: explain warns of values that Mixpanel cuts, drops or refuses (%#)', ([event, warnings]) => {
  const sent = simplified.explain(event).verdicts.find(({ verdict }) => verdict === 'sent')
  expect(sent!.warnings ?? []).toEqual(warnings.map(text => expect.stringContaining(text)))
})
