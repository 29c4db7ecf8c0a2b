import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Action,
  type Answer,
  compile,
  type Definition,
  type Destination,
  type Request,
} from '../../src/api/index.ts'
import { buildModule } from '../../src/engine/index.ts'
import { loadModule } from '../built/module.ts'
import { runs } from '../seed.ts'
import { deepFrozen } from './hostile.ts'

const status = fc.oneof(fc.constantFrom(0, 200, 207, 400, 401, 413, 429, 503), fc.constantFrom('2xx', '4xx', '5xx'))
const statuses = fc.oneof(status, fc.array(status, { minLength: 1, maxLength: 3 }))

/** A mapping that reads an answer, a constant, or one that fails. */
function mapping(...paths: string[]) {
  return fc.oneof(
    fc.constantFrom('response.body.list', 'response.status', 'request.body', 'items', ...paths).map(path => {
      return { '@path': `$.${path}` }
    }),
    fc.constantFrom('response.body.* + 1', '$string($)', '$error("no")', '$$.response.headers.*').map(text => {
      return { '@jsonata': text }
    }),
    fc.constantFrom('text', 1, -1, null),
  )
}

const decision = fc.oneof(
  fc.boolean(),
  fc.constantFrom({ '@jsonata': 'response.body.flag' }, { '@jsonata': 'response.status < 300' }),
)
const ofError = mapping('error', 'error.at', 'error.key', 'position')

const rule = fc.record(
  {
    outcome: fc.constantFrom('delivered', 'retry', 'split', 'rejected', 'unauthorized'),
    status: statuses,
    when: decision,
    after: mapping(),
    pause: fc.boolean(),
    message: mapping(),
  },
  { requiredKeys: ['outcome', 'when'] },
)

const errors = fc
  .record(
    {
      list: mapping(),
      status: statuses,
      when: fc.oneof(decision, fc.constant({ '@jsonata': 'error.flag = true' })),
      index: ofError,
      byKey: fc.boolean(),
      outcome: fc.constantFrom('rejected', 'retry', 'delivered'),
      after: ofError,
      at: ofError,
      message: ofError,
      others: fc.constantFrom('delivered', 'retry'),
    },
    { requiredKeys: ['list'] },
  )
  .map(({ byKey, ...rest }) => {
    return byKey ? { ...rest, key: { '@path': '$.error.key' }, item: { '@path': '$.item.id' } } : rest
  })

const response = fc.record(
  { rules: fc.array(rule, { maxLength: 3 }), errors: fc.oneof(errors, fc.array(errors, { maxLength: 2 })) },
  { requiredKeys: [] },
)

const places = fc.record({ shared: response, single: response, batch: response }, { requiredKeys: [] })

/** A definition with a response in each place. An action has several requests of several items. */
function defineResponses({ shared, single, batch }: { shared?: object; single?: object; batch?: object }): Definition {
  const id = { '@jsonata': '[item, item & "2"].{ "id": $ }' }
  return {
    slug: 'demo',
    name: 'Demo',
    request: { url: 'https://api.example.com/', ...(shared && { response: shared }) },
    actions: {
      send: {
        fields: { ids: { type: 'string', multiple: true, default: { '@path': '$.properties.ids' } } },
        requests: [{ forEach: { '@path': '$.payload.ids' }, body: id, ...(single && { response: single }) }],
        batch: { request: { body: { all: { '@path': '$.items' } }, ...(batch && { response: batch }) } },
      },
    },
    subscriptions: [{ name: 'all', action: 'send', trigger: 'type = "track"' }],
  } as unknown as Definition
}

function listActions(destination: Pick<Destination, 'map'>, ids: readonly (readonly string[])[]): Action[] {
  return ids.flatMap(ids => destination.map({ type: 'track', event: 'A', properties: { ids } }).actions as Action[])
}

const deep = JSON.parse(`${'['.repeat(2000)}${']'.repeat(2000)}`)
const place = fc.oneof(
  fc.constantFrom<unknown>(0, 1, 5, -1, 1e9, 2 ** 53, 0.5, Number.NaN, '0', '-1', '99999999999', 'length', '__proto__'),
  fc.constantFrom<unknown>('constructor', null, [0, 1], [[0]], {}, true, deep),
)
const entry = fc.oneof(
  fc.record({ at: place, key: fc.oneof(place, fc.constantFrom('a', 'b2')), flag: fc.boolean() }),
  place,
)
const body = fc.oneof(
  fc.record({ list: fc.oneof(fc.array(entry, { maxLength: 4 }), entry), flag: fc.oneof(fc.boolean(), place) }),
  fc.jsonValue(),
  fc.string(),
  fc.constantFrom('{"__proto__":{"list":[1]}}', '{"list":[{"at":{"__proto__":0}}]}', '[', deep),
)
const answer = fc.oneof(
  fc.record(
    {
      status: fc.oneof(fc.constantFrom<unknown>(0, 200, 207, 400, 401, 413, 429, 503, 600, '200'), fc.jsonValue()),
      headers: fc.oneof(
        fc.dictionary(fc.constantFrom('Retry-After', 'date', '__proto__', 'x-ratelimit-reset'), fc.jsonValue()),
        fc.jsonValue(),
      ),
      body: fc.oneof(
        body,
        body.map(value => JSON.stringify(value)),
      ),
      error: fc.jsonValue(),
    },
    { requiredKeys: ['status'] },
  ),
  fc.jsonValue(),
)

const outcomes = ['delivered', 'rejected', 'retry', 'unauthorized']

test('any response of a definition gives each action of a request one outcome, for any answer', () => {
  fc.assert(
    fc.property(places, fc.array(answer, { minLength: 1, maxLength: 5 }), (places, answers) => {
      const definition = defineResponses(places)
      const destination = compile(definition)
      const built = loadModule(buildModule(definition).code).create({ settings: {} })
      const actions = listActions(destination, [['a', 'b'], ['c'], ['d', 'a']])
      const requests = [true, false].flatMap(batch => destination.requests(actions, { batch }).requests)
      for (const request of deepFrozen(requests)) {
        for (const given of answers.map(answer => deepFrozen(answer) as unknown as Answer)) {
          const read = destination.outcomes(request, given)
          expect(read.outcomes.map(({ action }) => action)).toEqual(request.actions)
          for (const { outcome, ...rest } of read.outcomes) {
            expect(outcomes).toContain(outcome)
            if (outcome !== 'delivered') expect((rest as { message: unknown }).message).toEqual(expect.any(String))
            if ('after' in rest) expect(rest.after).toBeGreaterThanOrEqual(0)
          }
          expect(destination.outcomes(request, given)).toEqual(read)
          expect(built.outcomes(request, given)).toEqual(read)
        }
      }
    }),
    { numRuns: runs(80) },
  )
})

type Item = { readonly id: string }
const at = { '@path': '$.error.at' }
const failed = { '@path': '$.response.body.failed' }
const bad = { list: { '@path': '$.response.body.bad' }, key: { '@path': '$.error' }, item: { '@path': '$.item.id' } }
const listPlaces = (isBad: readonly boolean[]) => isBad.flatMap((is, at) => (is ? [{ at }] : []))
const listValues = (isBad: readonly boolean[], items: readonly Item[]) =>
  items.flatMap(({ id }, i) => (isBad[i] ? [id] : []))

/** Documented forms of an answer: the response of the definition, and the answer to items of which some are refused. */
const forms: Readonly<
  Record<string, { response?: object; refuse: (isBad: readonly boolean[], items: readonly Item[]) => Answer }>
> = {
  'the good items are taken, the others have an index': {
    response: { errors: { status: 207, list: failed, index: at } },
    refuse: isBad => ({ status: 207, body: { failed: listPlaces(isBad) } }),
  },
  'the good items are taken, the others are named by a value': {
    response: { errors: { status: 200, ...bad } },
    refuse: (isBad, items) => ({ status: 200, body: JSON.stringify({ bad: listValues(isBad, items) }) }),
  },
  'every item has an entry': {
    response: {
      errors: { list: { '@path': '$.response.body.results' }, when: { '@jsonata': 'error.ok = false' } },
    },
    refuse: isBad => ({ status: 200, body: { results: isBad.map(is => ({ ok: !is })) } }),
  },
  'nothing is taken, bad items have an index': {
    response: { errors: { status: 400, list: failed, index: at, others: 'retry' } },
    refuse: isBad => ({ status: 400, body: { failed: listPlaces(isBad) } }),
  },
  'nothing is taken, the first bad item is named by a value': {
    response: { errors: { status: 400, ...bad, others: 'retry' } },
    refuse: (isBad, items) => ({ status: 400, body: { bad: listValues(isBad, items).slice(0, 1) } }),
  },
  'nothing is taken, entries name no item': {
    response: { errors: { status: 400, list: failed, index: at, others: 'retry' } },
    refuse: () => ({ status: 400, body: { failed: [{ at: 'somewhere' }] } }),
  },
  'nothing is taken, no reason is given': { refuse: () => ({ status: 400 }) },
}

/** Sends actions until each part is settled, in smaller batches after a split. Gives the worst outcome of each action. */
function deliver(
  destination: Destination,
  actions: readonly Action[],
  batch: boolean,
  send: (request: Request) => Answer,
): string[] {
  const settled = actions.map(() => 'delivered')
  const done: number[][] = actions.map(() => [])
  let maxItems: number | undefined
  for (let round = 0; round < 40; round++) {
    const { requests } = destination.requests(actions, { batch, done, ...(maxItems && { maxItems }) })
    if (requests.length === 0) return settled
    for (const request of requests) {
      for (const outcome of destination.outcomes(request, send(request)).outcomes) {
        const { action } = outcome
        if (outcome.outcome === 'retry') {
          if (outcome.split) maxItems = Math.min(maxItems ?? Number.POSITIVE_INFINITY, (request.items.length + 1) >> 1)
          continue
        }
        if (outcome.outcome !== 'delivered') settled[action] = outcome.outcome
        done[action]!.push(...request.parts.filter((_, i) => request.items[i] === action))
      }
    }
  }
  throw new Error('some actions are never settled')
}

function readItems({ body }: Request): Item[] {
  const value = JSON.parse(body!)
  return Array.isArray(value) ? value : value.all
}

const someIds = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1, maxLength: 3 })

describe.each(Object.entries(forms))('a vendor that refuses some items: %s', (_, { response, refuse }) => {
  test('settles a batch as the same items one by one', () => {
    const destination = compile(defineResponses(response ? { shared: response } : {}))
    const interruptions = fc.array(fc.constantFrom(0, 429, 500, 503), { maxLength: 3 })
    const refused = fc.uniqueArray(fc.constantFrom<string>('a', 'b2', 'c', 'd2', 'f'), { maxLength: 3 })
    fc.assert(
      fc.property(fc.array(someIds, { maxLength: 8 }), refused, interruptions, (ids, refused, interruptions) => {
        const actions = listActions(destination, ids)
        const settle = (batch: boolean) => {
          const left = [...interruptions]
          return deliver(destination, actions, batch, request => {
            const interruption = left.pop()
            if (interruption !== undefined) return { status: interruption }
            const items = readItems(request)
            const isBad = items.map(({ id }) => refused.includes(id))
            return isBad.includes(true) ? refuse(isBad, items) : { status: 200, body: {} }
          })
        }
        const isRefused = (id: string) => refused.includes(id) || refused.includes(`${id}2`)
        const expected = ids.map(ids => (ids.some(isRefused) ? 'rejected' : 'delivered'))
        expect(settle(false)).toEqual(expected)
        expect(settle(true)).toEqual(expected)
      }),
      { numRuns: runs(100) },
    )
  })
})
