import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, type JsonObject, type Request } from '../../src/api/index.ts'
import { runs } from '../seed.ts'
import { overtaken, person } from './order.ts'

// Batches of a definition whose payloads choose URLs, and whose items stand for all requests of an action.

const definition = JSON.parse(readFileSync(new URL('../../fixtures/definitions/tables.json', import.meta.url), 'utf8'))
const destination = compile(definition, { settings: { token: 't-1' } })

const row = fc.record({
  type: fc.constant('track'),
  userId: fc.constantFrom('u-1', 'u-2', 'u-3'),
  properties: fc.record({
    table: fc.constantFrom({ key: 'a' }, { id: '1' }, { key: 'a', id: '1' }, { id: 'a' }),
    row: fc.record({ id: fc.constantFrom('r-1', 'r-2', 'r-3') }),
  }),
})
const save = fc.record({
  type: fc.constant('identify'),
  userId: fc.constantFrom('u-1', 'u-2', 'u-3'),
  traits: fc.record({
    email: fc.constantFrom('a@x.example', 'b@x.example'),
    company: fc.oneof(fc.constant('Acme'), fc.constant('Acme'), fc.constant('x'.repeat(400))),
  }),
})
const events = fc.array(fc.oneof(row, save), { maxLength: 12 })

const actionsOf = (events: readonly object[]) => events.flatMap(event => destination.map(event as never).actions)
const parse = ({ body }: Request) => JSON.parse(body!) as JsonObject

/** The single requests that a request stands for: its own body, or those of its items. */
function meaningOf(request: Request): string[] {
  const { url, actions } = request
  const body = parse(request)
  if (url.endsWith('/batch')) {
    return (body.people as { email: string; company: JsonObject }[]).flatMap(({ email, company }, i) => [
      `${request.items[i]} companies ${JSON.stringify(company)}`,
      `${request.items[i]} people ${JSON.stringify({ email, company: company.name })}`,
    ])
  }
  const place = new URL(url).pathname.slice(1)
  if (!Array.isArray(body)) return [`${actions[0]} ${place} ${JSON.stringify(body)}`]
  return body.map((one, i) => `${request.items[i]} ${place} ${JSON.stringify(one)}`)
}

describe('batches that stand for all requests of an action', () => {
  test('mean the same as the single requests, each once', () => {
    let whole = 0
    fc.assert(
      fc.property(events, events => {
        const actions = actionsOf(events)
        const meaning = (batch: boolean) => {
          const { requests, failures } = destination.requests(actions, { batch })
          expect(failures).toEqual([])
          if (batch) whole += requests.filter(({ url }) => url.endsWith('/batch')).length
          return requests.flatMap(meaningOf).toSorted()
        }
        expect(meaning(true)).toEqual(meaning(false))
      }),
      { numRuns: runs(300) },
    )
    expect(whole).toBeGreaterThan(runs(50))
  })

  test('hold items of one URL', () => {
    fc.assert(
      fc.property(events, events => {
        const actions = actionsOf(events)
        const alone = actions.map(action => destination.requests([action], { batch: false }).requests[0]!.url)
        for (const { url, actions } of destination.requests(actionsOf(events), { batch: true }).requests) {
          if (url.includes('/rows')) expect(new Set(actions.map(index => alone[index]))).toEqual(new Set([url]))
        }
      }),
      { numRuns: runs(200) },
    )
  })

  test('never overtake an earlier action of their subject', () => {
    fc.assert(
      fc.property(events, events => {
        const actions = actionsOf(events)
        const abouts = actions.map(({ subject, payload }) => {
          const { row } = payload as { readonly row?: { readonly id: string } }
          return [...subject.map(person), ...(row ? [`row:${row.id}`] : [])]
        })
        const { requests } = destination.requests(actions, { batch: true })
        expect(overtaken(actions, abouts, requests)).toEqual([])
      }),
      { numRuns: runs(200) },
    )
  })

  test('with what is delivered as `done`, exactly the rest is sent, in any mode', () => {
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.boolean()), fc.boolean(), fc.boolean(), (events, sent, batch, again) => {
        const actions = actionsOf(events)
        const first = destination.requests(actions, { batch }).requests
        const delivered = first.filter(() => sent.next().value)
        const done = actions.map((_, action) =>
          delivered.flatMap(({ items, parts }) => parts.filter((_, place) => items[place] === action)),
        )
        const rest = destination.requests(actions, { batch: again, done }).requests
        const all = [...delivered, ...rest].flatMap(meaningOf).toSorted()
        expect(all).toEqual(first.flatMap(meaningOf).toSorted())
      }),
      { numRuns: runs(300) },
    )
  })
})
