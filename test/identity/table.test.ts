import { describe, expect, test } from 'vitest'
import { journey } from '../../src/api/analysis.ts'
import { bundled } from '../destinations/sent.ts'
import { callsOf, columns, flows, permutations } from './flows.ts'

/** Numbers of orders, of 24, in which the visit and the act end on one person. */
const table: Readonly<Record<string, readonly number[]>> = {
  'browser, both ids in every call': [24, 12, 24, 24, 24, 24, 0, 0, 0, 0],
  'server, the user id alone after identify': [24, 12, 0, 24, 24, 0, 0, 0, 0, 0],
  'no anonymous id in identify': [0, 0, 0, 24, 0, 0, 0, 0, 0, 0],
  'two known ids': [10, 10, 0, 24, 0, 0, 0, 0, 0, 0],
}

describe.each(Object.entries(flows))('%s', (name, flow) => {
  test.each(Object.entries(columns).map(([column, one], i) => [column, one, table[name]![i]!] as const))(
    '%s',
    (_, { slug, settings, gap }, expected) => {
      const destination = bundled(slug, settings)
      const together = permutations(flow).filter(calls => {
        const [played] = journey([destination], callsOf(calls), { gap })
        const [visit, act] = [calls.indexOf(flow[0]!) + 1, calls.indexOf(flow[3]!) + 1]
        return played!.profiles.some(({ events }) => events.includes(visit) && events.includes(act))
      })
      expect(together.length).toBe(expected)
    },
  )
})
