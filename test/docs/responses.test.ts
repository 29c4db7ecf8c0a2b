import { describe, expect, test } from 'vitest'
import { compile, type Definition } from '../../src/api/index.ts'
import { readJsonBlock, readPage, readTable } from './page.ts'

const page = readPage('docs/responses.md')
const { actions, ...parts } = readJsonBlock(page, 'definition') as unknown as Definition
const { fields, requests } = actions.add!
const destination = compile({ ...parts, actions: { add: { fields, requests, batch: {} } } } as Definition)

const rows = readTable(page, 'status').map(([status = '', outcome = '', note = '']) => ({ status, outcome, note }))
const named = new Set(rows.flatMap(({ status }) => status.match(/\b\d+\b/g) ?? []).map(Number))

/** The statuses of a row. A class has those that no row names. */
function listStatuses(status: string): number[] {
  const classes = [...status.matchAll(/(\d)xx/g)].map(([, first]) => Number(first) * 100)
  const others = classes.flatMap(first => Array.from({ length: 100 }, (_, i) => first + i))
  return [...(status.match(/\b\d+\b/g) ?? []).map(Number), ...others.filter(one => !named.has(one))]
}

describe('the table of defaults', () => {
  test.each(rows)('$status: $outcome', ({ status, outcome, note }) => {
    const mapped = ['a', 'b'].flatMap(email => {
      return destination.map({ type: 'identify', userId: email, traits: { email } }).actions
    })
    const [request] = destination.requests(mapped).requests
    const statuses = listStatuses(status)
    expect(statuses.length).toBeGreaterThan(0)
    for (const one of statuses) {
      const { outcomes, pause = false } = destination.outcomes(request!, { status: one })
      const [first] = outcomes
      const shown = first?.outcome === 'retry' && first.split ? '`retry` with `split`' : first?.outcome
      expect([one, shown, pause]).toEqual([one, outcome, note.includes('`pause`')])
    }
  })
})
