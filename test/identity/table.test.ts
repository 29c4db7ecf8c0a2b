import { describe, expect, test } from 'vitest'
import { journey } from '../../src/api/analysis.ts'
import { bundled } from '../destinations/sent.ts'
import { readPage, readTable } from '../docs/page.ts'
import { callsOf, columns, flows, permutations } from './flows.ts'

const page = readPage('docs/identity.md')
const [, header = ''] = page.match(/^\| flow \|(.*)\|$/m) ?? []
const titles = header.split('|').map(title => title.trim())

/** Numbers of orders, of 24, in which the visit and the act end on one profile. */
const table = new Map(readTable(page, 'flow').map(([flow, ...figures]) => [flow!, figures.map(Number)]))

test('the table has every flow and destination', () => {
  expect([[...table.keys()], titles]).toEqual([Object.keys(flows), Object.keys(columns)])
})

describe.each(Object.entries(flows))('%s', (name, flow) => {
  test.each(Object.entries(columns).map(([column, one], i) => [column, one, table.get(name)![i]!] as const))(
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
