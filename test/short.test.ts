import { describe, expect, test } from 'vitest'
import { compile } from '../src/api/index.ts'
import { expandDefinition } from '../src/destination/expand.ts'
import { type Definition, findWrittenAt } from '../src/destination/index.ts'
import { DiagnosticBag } from '../src/diagnostics/index.ts'
import type { JsonObject } from '../src/value/index.ts'

/** Short forms of definitions: references, fragments, templates with holes, and checks by name. */

const shop = {
  slug: 'shop',
  name: 'Shop',
  request: { url: 'https://shop.example/events' },
  fields: { id: { type: 'string', label: 'ID', default: { '@path': '$.userId' } } },
  fragments: { person: { id: { '@path': '$.payload.id' } } },
  templates: {
    event: {
      with: ['event', 'own', 'extra'],
      fields: {
        id: { $ref: '#/fields/id', required: true },
        $with: 'own',
        at: { type: 'string', default: { '@path': '$.timestamp' } },
      },
      checks: { needsTime: { when: { '@jsonata': '$not($exists(payload.at))' }, message: 'a time is missing' } },
      requests: [
        {
          body: {
            who: { $ref: '#/fragments/person', kind: 'user' },
            name: { $with: 'event' },
            list: [{ $with: 'extra' }, 1],
          },
        },
      ],
    },
  },
  actions: {
    buy: {
      extends: 'event',
      with: { event: 'buy', own: { total: { type: 'number', default: { '@path': '$.properties.total' } } } },
      fields: { at: { required: true } },
      checks: {
        needsTotal: { when: { '@jsonata': 'payload.total < 0' }, message: 'a total is positive', field: 'total' },
      },
    },
    visit: {
      extends: 'event',
      with: { event: 'visit', extra: { '@path': '$.payload.id' } },
      checks: { needsTime: null },
    },
  },
  subscriptions: [
    { name: 'Buy', action: 'buy', trigger: 'event = "Bought"' },
    { name: 'Visit', action: 'visit', trigger: 'event = "Visited"' },
  ],
}

const expand = (definition: JsonObject) => {
  const problems = new DiagnosticBag()
  const expanded = expandDefinition(definition, problems)?.definition
  return { expanded: expanded as unknown as Definition, problems: problems.list }
}

test('an action is what its template and its own members say', () => {
  const { expanded, problems } = expand(shop)
  expect(problems).toEqual([])
  expect(expanded).not.toHaveProperty('templates')
  expect(expanded).not.toHaveProperty('fragments')
  const [buy, visit] = [expanded.actions.buy!, expanded.actions.visit!]
  expect(buy).not.toHaveProperty('extends')
  expect(Object.keys(buy.fields)).toEqual(['id', 'total', 'at'])
  expect(buy.fields.at).toEqual({ type: 'string', default: { '@path': '$.timestamp' }, required: true })
  expect(Object.keys(buy.checks ?? {})).toEqual(['needsTime', 'needsTotal'])
  expect(buy.requests?.[0]?.body).toEqual({
    who: { id: { '@path': '$.payload.id' }, kind: 'user' },
    name: 'buy',
    list: [1],
  })
  expect(visit.checks).toEqual({})
  expect(visit.requests?.[0]?.body).toMatchObject({ list: [{ '@path': '$.payload.id' }, 1] })
})

describe('a place of the expanded definition is found where it was written', () => {
  test.each([
    ['/actions/buy/fields/id/default/@path', '/fields/id/default/@path'],
    ['/actions/buy/fields/id/required', '/templates/event/fields/id/required'],
    ['/actions/buy/fields/total/default', '/actions/buy/with/own/total/default'],
    ['/actions/buy/fields/at/required', '/actions/buy/fields/at/required'],
    ['/actions/buy/fields/at/default', '/templates/event/fields/at/default'],
    ['/actions/buy/requests/0/body/who/id', '/fragments/person/id'],
    ['/actions/buy/requests/0/body/who/kind', '/templates/event/requests/0/body/who/kind'],
    ['/actions/buy/requests/0/body/name', '/actions/buy/with/event'],
    ['/actions/buy/requests/0/body/list/0', '/templates/event/requests/0/body/list/1'],
    ['/actions/visit/requests/0/body/list/0/@path', '/actions/visit/with/extra/@path'],
    ['/actions/buy/checks/needsTotal/when', '/actions/buy/checks/needsTotal/when'],
    ['/actions/buy/checks/needsTime/message', '/templates/event/checks/needsTime/message'],
    ['/actions/buy/checks', '/actions/buy/checks'],
    ['/actions/buy/requests', '/templates/event/requests'],
    ['/subscriptions/0/trigger', '/subscriptions/0/trigger'],
    ['/templates/event/fields/id/$ref', '/templates/event/fields/id/$ref'],
  ])('%s', (at, written) => {
    expect(findWrittenAt(shop, at)).toBe(written)
    expect(findWrittenAt(shop, written)).toBe(written)
  })
})

test('it compiles, and refuses by the name of a check', () => {
  const destination = compile(shop)
  const event = {
    type: 'track',
    event: 'Bought',
    userId: 'u',
    timestamp: '2026-01-01T00:00:00Z',
    properties: { total: -1 },
  }
  expect(destination.map(event).failures).toMatchObject([{ code: 'CM904', check: 'needsTotal', at: '/total' }])
  const { actions } = destination.map({ ...event, properties: { total: 2 } })
  expect(JSON.parse(destination.requests(actions).requests[0]!.body!)).toEqual({
    who: { id: 'u', kind: 'user' },
    name: 'buy',
    list: [1],
  })
})
