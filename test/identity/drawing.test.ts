import { expect, test } from 'vitest'
import { journey } from '../../src/api/analysis.ts'
import { createStyle, journeyText } from '../../src/render/index.ts'
import { bundled } from '../destinations/sent.ts'
import { callsOf, columns, user, visitor } from './flows.ts'

test('a row that ends may begin again, and the reason of a call that is not sent is given', () => {
  const visit = { type: 'track', event: 'Pricing Viewed', anonymousId: visitor }
  const identify = { type: 'identify', userId: user, anonymousId: visitor, traits: {} }
  const events = callsOf([visit, identify, visit, identify, { type: 'identify', anonymousId: visitor, traits: {} }])
  const { slug, settings } = columns['Customer.io, 6 min apart']!
  const [played] = journey([bundled(slug, settings)], events, { gap: 360 })
  const text = journeyText([{ journey: played!, file: 'customerio.json' }], events, createStyle(false))
  expect(text.match(/^7d1f.*\n.*$/m)![0].split('\n')).toEqual([
    '7d1f0c7e-52a4…   ○───────────────╯               ○───────────────╯                                   none',
    'anonymous ID     waits           moves 1         waits           moves 3',
  ])
  expect(text).toMatch(/^Not sent\n {2}5 identify/m)
})

test('the drawing has the first of many calls, and a list has every profile', () => {
  const events = callsOf(Array.from({ length: 80 }, (_, i) => ({ type: 'track', event: 'A', userId: `user_${i}` })))
  const { slug, settings } = columns['Mixpanel simplified']!
  const [played] = journey([bundled(slug, settings)], events, { gap: 60 })
  const text = journeyText([{ journey: played!, file: 'mixpanel.json' }], events, createStyle(false))
  expect(text).toContain('10 more calls are not drawn.')
  expect(text).toMatch(/^In the end\n {2}user_0 {3}1\n/m)
  expect(text).toMatch(/^ {2}user_79 {3}80$/m)
  expect(text.split('\n').length).toBeLessThan(500)
})
