import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { definitionOf, expandedDefinition, sharedProgram, slugs } from '../../test/destinations/sent.ts'
import { sample } from '../../test/seed.ts'
import { lint } from '../analysis/index.ts'
import type { Definition } from '../destination/index.ts'
import { inspect, program } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Json } from '../value/index.ts'
import { exampleSettings, suggestAll } from './draftSubscription.ts'
import { fillSettings } from './exampleSettings.ts'

const root = new URL('../../', import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(new URL(file, root), 'utf8'))

const visitor = '7d1f0c7e-52a4-4c1b-8f6d-0b9f3a6e4d21'
const timestamp = '2026-03-02T09:14:05.120Z'
const context = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/124.0' }
const product = {
  product_id: 'p-1',
  name: 'Tea',
  price: 9.5,
  currency: 'EUR',
  quantity: 2,
  url: 'https://shop.example.com/tea',
}
const order = { total: 19, currency: 'EUR', products: [product] }

function complete(event: object, i = 0): SourceEvent {
  return { messageId: `m-${i}`, timestamp, receivedAt: timestamp, context, ...event } as SourceEvent
}

/** Events with fewer fields than the six calls, or with other names. */
const more = [
  { type: 'track', event: 'Product Viewed', userId: 'u-1', properties: product },
  { type: 'track', event: 'Checkout Started', userId: 'u-1', properties: order },
  { type: 'track', event: 'Products Searched', anonymousId: visitor, properties: { query: 'tea' } },
  { type: 'track', event: 'User Deleted', userId: 'u-1', properties: {} },
  { type: 'track', event: 'Signed Up', userId: 'u-1', properties: {} },
  { type: 'page', anonymousId: visitor, properties: {} },
  { type: 'screen', name: 'Start', anonymousId: visitor, properties: {} },
  { type: 'identify', userId: 'u-1', traits: {} },
  { type: 'group', userId: 'u-1', groupId: 'g-1', traits: {} },
].map(complete)

function draft(events: readonly SourceEvent[], definition: Definition, shared = program(definition)) {
  const { subscriptions } = suggestAll(events, definition, shared)
  return { subscriptions, settings: exampleSettings(definition, shared, subscriptions, events) }
}

describe('drafts for bundled destinations', () => {
  const sixCalls = read('fixtures/events/six-calls.json')

  it.each(slugs)('%s: the only failures are defaults that the vendor would refuse', slug => {
    const definition = definitionOf(slug)
    const { actions } = expandedDefinition(slug)
    const shared = sharedProgram(slug)
    const trial = fillSettings(slug, definition as unknown as Json, undefined, undefined).settings
    const { trace } = inspect(shared.account({ settings: trial }))
    const drafts = sample([sixCalls, more], slug).map(events => {
      const { subscriptions, settings } = draft(events, definition, shared)
      const byDefault = shared.account({ settings })
      const written = shared.account({ settings, subscriptions })
      for (const event of events) {
        if (!trace(event).some(({ matched }) => matched)) continue
        const refused = byDefault.map(event).failures.filter(({ code }) => code === 'CM904')
        const messages = new Set(refused.map(({ message }) => message))
        const failures = written.map(event).failures.filter(({ action = '', at, check = '', code, message }) => {
          const { fields, checks = {} } = actions[action]!
          // An example ID would merge people, a check of a setting is not about the event, and a draft adds nothing to a
          // member that `@merge` computes.
          const [, key = '', ...rest] = at.split('/')
          const isNobody = code === 'CM901' && rest.length === 0 && fields[key]?.category === 'identifier'
          const isComputed = code === 'CM901' && rest.length > 0 && '@merge' in Object(fields[key]?.default)
          const readsSettings = JSON.stringify(checks[check as never] ?? '').includes('settings.')
          return !messages.has(message) && !isNobody && !isComputed && !readsSettings
        })
        expect(failures.map(failure => ({ event, failure }))).toEqual([])
      }
      expect(JSON.stringify(subscriptions)).not.toContain('$ref')
      return { subscriptions, settings }
    })
    const subscriptions = drafts.flatMap(({ subscriptions }, i) =>
      subscriptions.map(one => ({ ...one, name: `${one.name} ${i}` })),
    )
    const problems = lint(definition, { subscriptions, settings: Object.assign({}, ...drafts.map(it => it.settings)) })
    expect(problems.filter(({ at, severity }) => severity === 'error' && at.startsWith('/subscriptions'))).toEqual([])
  })
})

const identify = complete({
  type: 'identify',
  userId: 'u-1',
  anonymousId: visitor,
  traits: { url: 'https://evil.example', target: 'https://evil.example', callback: 'https://evil.example' },
})

/** A definition with one action, with these fields and requests. */
function own(fields: object, requests: object[] = [], rest: object = {}): Definition {
  return { slug: 'own', name: 'Own', actions: { savePerson: { fields, requests } }, ...rest } as Definition
}

const url = { type: 'string', format: 'uri' }
const $todo = expect.any(String)

describe('URLs of requests', () => {
  it.each<[string, Definition, object | undefined]>([
    [
      'are not guessed',
      own({ url: { ...url, required: true } }, [{ url: { '@path': '$.payload.url' } }]),
      { url: { '@literal': null, $todo } },
    ],
    ['are not guessed if they are optional', own({ url }, [{ url: { '@path': '$.payload.url' } }]), undefined],
    [
      'are not guessed for a path without `$`',
      own({ target: url }, [{ url: { '@path': 'payload.target' } }]),
      undefined,
    ],
    [
      'are not guessed for one of two requests',
      own({ callback: url }, [{ url: 'https://a.example' }, { url: { '@path': '$.payload.callback' } }]),
      undefined,
    ],
    [
      'are not guessed for items of a list',
      own({ url }, [{ forEach: { '@path': '$.payload.url' }, url: { '@path': '$.item' } }]),
      undefined,
    ],
    [
      'are not guessed for the shared request',
      own({ url }, [{}], { request: { url: { '@path': '$.payload.url' } } }),
      undefined,
    ],
    [
      'are guessed if they are a part of a path',
      own({ url }, [{ url: { '@template': 'https://a.example/{{payload.url}}' } }]),
      { url: { '@path': '$.traits.url', $todo } },
    ],
  ])('%s', (_, definition, overrides) => {
    expect(draft([identify], definition).subscriptions[0]?.overrides).toEqual(overrides)
  })
})

describe('required fields without a value in the event', () => {
  it.each<[string, object, object]>([
    ['have an example', { level: { type: 'number', required: true } }, { level: { '@literal': 1, $todo } }],
    [
      'fall back to an example',
      { source: { type: 'string', required: true, default: { '@path': '$.properties.source' } } },
      { source: { '@coalesce': [{ '@path': '$.properties.source' }, 'example-source'], $todo } },
    ],
    [
      'fall back to an example in a list',
      {
        items: {
          type: 'object',
          multiple: true,
          properties: { kind: { type: 'string', required: true }, url },
          default: { '@arrayPath': ['$.traits', { url: { '@path': '$.url' }, kind: { '@path': '$.kind' } }] },
        },
      },
      {
        items: {
          '@arrayPath': [
            '$.traits',
            { url: { '@path': '$.url' }, kind: { '@coalesce': [{ '@path': '$.kind' }, 'example-kind'], $todo } },
          ],
        },
      },
    ],
    [
      'fall back to the visitor if they identify a person',
      { person: { type: 'string', required: true, category: 'identifier', default: { '@path': '$.groupId' } } },
      { person: { '@coalesce': [{ '@path': '$.groupId' }, { '@path': '$.anonymousId' }], $todo } },
    ],
    ['have no example of a secret', { key: { type: 'secret', required: true } }, { key: { '@literal': null, $todo } }],
  ])('%s', (_, fields, overrides) => {
    expect(draft([identify], own(fields)).subscriptions[0]?.overrides).toEqual(overrides)
  })
})

describe('default subscriptions', () => {
  const fields = { name: { type: 'string', required: true }, plan: { type: 'string' } }
  const trigger = 'type = "identify"'

  it('are copied with references resolved', () => {
    const subscriptions = [
      { name: 'a', action: 'savePerson', trigger: 'type = "page"', overrides: { name: { '@path': '$.userId' } } },
      { name: 'b', action: 'savePerson', trigger, overrides: { $ref: '#/subscriptions/0/overrides' } },
    ]
    const [made] = draft([identify], own(fields, [], { subscriptions })).subscriptions
    expect(made?.overrides).toEqual({ name: { '@path': '$.userId' } })
  })

  it('are all copied if several match', () => {
    const overrides = { name: { '@path': '$.userId' } }
    const subscriptions = ['a', 'b'].map(name => ({ name, action: 'savePerson', trigger, overrides }))
    const made = draft([identify], own(fields, [], { subscriptions })).subscriptions
    expect(made.map(({ name }) => name)).toEqual(['identify', 'identify-2'])
  })

  it('keep a `mapping`', () => {
    const event = { ...identify, traits: { plan: 'pro' } } as SourceEvent
    const mapping = { name: { '@path': '$.userId' } }
    const subscriptions = [{ name: 'a', action: 'savePerson', trigger, mapping }]
    const [made] = draft([event], own(fields, [], { subscriptions })).subscriptions
    expect(made).not.toHaveProperty('overrides')
    expect(made?.mapping).toEqual({ ...mapping, plan: { '@path': '$.traits.plan', $todo } })
  })
})
