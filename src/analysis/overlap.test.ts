import { expect, test } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { parseTrigger } from '../trigger/index.ts'
import { findOverlap, OverlapCandidates } from './overlap.ts'

const parsed = (text: string) => parseTrigger(text, new DiagnosticBag(), '')!
const ofTrack = 'type = "track"'

test.each([
  [ofTrack, 'type in ["track"]', 'same'],
  [`${ofTrack} and event = "A"`, ofTrack, 'all of one'],
  [ofTrack, `${ofTrack} and event = "A"`, 'all of other'],
  [ofTrack, 'type = "page"', undefined],
  [ofTrack, `${ofTrack} and event in []`, undefined],
  [`${ofTrack} and event in []`, ofTrack, undefined],
  ['properties.a = 1', 'properties.b = "x"', { event: { properties: { a: 1, b: 'x' } } }],
  ['properties.a > 5', 'properties.a < 3', undefined],
])('%s beside %s', (one, other, overlap) => {
  expect(findOverlap(parsed(one), parsed(other))).toEqual(overlap)
})

test('candidates of a trigger are earlier ones that require no other event', () => {
  const rivals = new OverlapCandidates<{ trigger: ReturnType<typeof parsed> }>()
  const [a, b, any] = ['event = "A"', 'event = "B"', ofTrack].map(text => ({ trigger: parsed(text) }))
  expect(rivals.add(a!)).toEqual([])
  expect(rivals.add(b!)).toEqual([])
  expect(rivals.add(any!)).toEqual([a, b])
  expect(rivals.add({ trigger: parsed('event in ["A", "C"]') })).toEqual([any, a])
})
