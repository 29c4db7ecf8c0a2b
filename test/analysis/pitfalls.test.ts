import { describe, expect, test } from 'vitest'
import { lint, rules } from '../../src/api/analysis.ts'
import type { Code, Json, JsonObject } from '../../src/api/index.ts'
import { applyEdits, JsonDocument } from '../../src/document/index.ts'

const codes: readonly Code[] = ['CM815', 'CM816', 'CM817', 'CM818']
const track = 'type = "track"'

const fields = {
  ...{ id: { type: 'string', required: true, default: { '@path': '$.userId' } }, note: { type: 'string' } },
  ...{ flag: { type: 'boolean' }, plan: { type: 'string', default: 'free' } },
  card: {
    ...{ type: 'object', required: true, default: { '@path': '$.properties' } },
    properties: { name: { type: 'string', required: true }, memo: { type: 'string' } },
  },
  later: { type: 'string', required: { conditions: [{ fieldKey: 'note', operator: 'is', value: 'x' }] } },
}

function definition(parts: JsonObject, action: JsonObject = {}): JsonObject {
  const subscriptions = [{ action: 'send', trigger: track }]
  return {
    ...{ slug: 'demo', name: 'Demo', actions: { send: { fields, ...action } }, subscriptions },
    ...parts,
  } as JsonObject
}

const body = (mapping: Json) => definition({}, { requests: [{ url: 'https://api.example.com', body: mapping }] })

function find(given: JsonObject) {
  return lint(given).filter(({ code }) => codes.includes(code))
}

const doubtful = (text: string) => find(body({ value: { '@jsonata': text } })).map(({ code }) => code)

describe('a path that is never absent', () => {
  test.each(['payload.id', 'payload.plan', 'payload.card.name', 'payload', 'constants.a', 'item'])('%s', path => {
    expect(doubtful(`$not(${path})`).filter(code => code === 'CM815')).toEqual([])
  })

  test.each(['payload.note', 'payload.flag', 'payload.card.memo', 'payload.later', 'payload.id.x'])('not %s', path => {
    expect(doubtful(`$not(${path})`)).toEqual(['CM815'])
  })

  test('in a request that all actions share, it is one that all of them have', () => {
    const request = { url: 'https://api.example.com', body: { value: { '@jsonata': '$not(payload.id)' } } }
    const send = { fields, requests: [{}] }
    const other = { fields: { id: { type: 'string' } }, requests: [{}] }
    expect(find(definition({ request, actions: { send } as unknown as Json }))).toEqual([])
    expect(find(definition({ request, actions: { send, other } as unknown as Json }))).toMatchObject([
      { code: 'CM815', at: '/request/body/value/@jsonata' },
    ])
  })
})

describe('a mapping of an event', () => {
  const mapped = (mapping: Json) =>
    find(definition({ subscriptions: [{ action: 'send', trigger: track, overrides: { flag: mapping } }] }))

  test('has few paths that are always there', () => {
    expect(mapped({ '@jsonata': '$not(properties.vip)' })).toMatchObject([
      { code: 'CM815', help: 'write `$not($exists(properties.vip))`' },
    ])
    expect(mapped({ '@jsonata': '$not(type)' })).toEqual([])
    // `userId` is the path of an event, not the required field.
    expect(mapped({ '@jsonata': '$not(id)' }).map(({ code }) => code)).toEqual(['CM815'])
  })

  test('inside an `@if` that tests the path, is not doubtful', () => {
    const flag = { '@jsonata': '$not(properties.vip)' }
    expect(mapped({ '@if': { exists: { '@path': '$.properties.vip' }, then: flag } })).toEqual([])
    expect(mapped({ '@if': { exists: { '@path': '$.properties.vip.level' }, then: flag } })).toEqual([])
    expect(mapped({ '@if': { exists: { '@path': '$.properties.plan' }, then: flag } })).toHaveLength(1)
  })

  test('hashes one of the two IDs of a call', () => {
    expect(mapped({ '@jsonata': '$hash(userId & anonymousId)' })).toEqual([])
    expect(mapped({ '@jsonata': "$hash(userId & 'a')" }).map(({ code }) => code)).toEqual(['CM817'])
  })
})

test('a function of a definition is looked at, and its parameters may be anything', () => {
  const functions = { open: 'function($list) { $list[$not(done)] }', isOpen: 'function($one) { $not($one.done) }' }
  const value = { '@jsonata': '[$open(payload.card), $isOpen(payload.card)]' }
  expect(find({ ...body({ value }), functions })).toMatchObject([{ code: 'CM815', at: '/functions/open' }])
})

test('a shared part is reported once, where it is written', () => {
  const check = { when: { '@jsonata': '$not(payload.note)' }, message: 'needs a note' }
  const actions = {
    first: { fields, checks: [check] },
    second: { fields, checks: [{ $ref: '#/actions/first/checks/0' }] },
  } as unknown as Json
  expect(find(definition({ actions, subscriptions: [] })).map(({ at }) => at)).toEqual([
    '/actions/first/checks/0/when/@jsonata',
  ])
})

test('a hash is not doubtful if the request or a check depends on the path', () => {
  const hashed = { url: 'https://api.example.com', body: { '@jsonata': "$hash('a' & payload.note)" } }
  const when = { '@jsonata': '$not($exists(payload.note))' }
  expect(find(definition({}, { requests: [hashed] }))).toMatchObject([{ code: 'CM817' }])
  expect(find(definition({}, { requests: [{ ...hashed, when: { '@jsonata': '$exists(payload.note)' } }] }))).toEqual([])
  expect(find(definition({}, { requests: [hashed], checks: [{ when, message: 'needs a note' }] }))).toEqual([])
})

const fixable = (['CM815', 'CM816'] as const).flatMap(code => {
  return rules.get(code)!.examples.bad.map(example => [code, { slug: 'demo', name: 'Demo', ...example }] as const)
})

/** Applies the fixes of all findings. */
function fixed(given: object): JsonObject {
  const text = JSON.stringify(given)
  const document = JsonDocument.parse({ file: 'destination.json', text })
  const edits = lint(given).flatMap(({ fix }) => fix?.edits ?? [])
  return JSON.parse(
    applyEdits(
      text,
      edits.flatMap(edit => document.edit(edit)),
    ),
  )
}

test.each(fixable)('%s: the fix of a bad example leaves no finding, %#', (_, example) => {
  expect(lint(fixed(example))).toEqual([])
})

test('an expression of several lines is fixed in its line', () => {
  const when = { '@jsonata': ['payload.id = "a"', '  and $not(payload.note)'] }
  const given = definition({}, { checks: [{ when, message: 'needs a note' }] })
  expect(fixed(given)).toMatchObject({
    actions: {
      send: { checks: [{ when: { '@jsonata': ['payload.id = "a"', '  and $not($exists(payload.note))'] } }] },
    },
  })
})
