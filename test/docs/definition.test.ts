import { describe, expect, test } from 'vitest'
import {
  CompileError,
  compile,
  type Definition,
  type Json,
  type JsonObject,
  type Settings,
} from '../../src/api/index.ts'
import { expandDefinition } from '../../src/destination/expand.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { readJsonBlock, readPage, readTable } from './page.ts'

const page = readPage('docs/definition.md')
const definition = readJsonBlock(page, 'definition') as unknown as Definition

test('the example makes the documented request', () => {
  const destination = compile(definition, { settings: readJsonBlock(page, 'settings') as Settings })
  const { requests } = destination.requests(destination.map(readJsonBlock(page, 'event')).actions)
  const shown = requests.map(({ method, url, body }) => ({ method, url, body: JSON.parse(body!) }))
  expect(shown).toEqual([readJsonBlock(page, 'request')])
})

const expand = (block: string) =>
  expandDefinition(readJsonBlock(page, block) as JsonObject, new DiagnosticBag())?.definition

test('the short forms mean what is written out below them', () => {
  expect(expand('short')).toEqual(expand('long'))
  expect(compile(readJsonBlock(page, 'short') as JsonObject).warnings).toEqual([])
})

test('names, types and choices mean what is written out below them', () => {
  const full = readJsonBlock(page, 'full')
  expect(expand('brief')).toEqual(full)
  expect(expand('full')).toEqual(full)
  expect(compile(readJsonBlock(page, 'brief') as JsonObject).warnings).toEqual([])
})

const kindOf = (value: unknown) => (value === undefined ? 'string' : typeof value)
const path = (root: string) => ({ '@path': `$.${root}` })

test('the list of credentials makes the documented headers', () => {
  const { settings, ...rest } = definition
  const secrets = { ...settings, developerToken: { type: 'secret' } }
  const auth = readJsonBlock(page, 'auth')
  const destination = compile({ ...rest, settings: secrets, request: { auth } } as unknown as Definition, {
    settings: { region: 'eu', token: 't-1', developerToken: 'd-1' },
  })
  const { requests } = destination.requests(destination.map(readJsonBlock(page, 'event')).actions)
  expect(requests[0]!.headers).toMatchObject({ authorization: 'Bearer t-1', 'developer-token': 'd-1' })
})

describe('fields under their own names', () => {
  const payload = readJsonBlock(page, 'payload') as JsonObject
  const names = [...Object.keys(payload), 'coupon']
  const fields = Object.fromEntries(names.map(name => [name, { type: kindOf(payload[name]), default: path(name) }]))

  test.each(readTable(page, 'body').map(([body, sent]) => [body!, sent!] as const))('%s sends %s', (body, sent) => {
    const actions = { send: { fields, requests: [{ url: 'https://a.example/', body: JSON.parse(body) }] } }
    const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]
    const destination = compile({ slug: 'demo', name: 'Demo', actions, subscriptions } as unknown as Definition)
    const { requests } = destination.requests(destination.map({ type: 'track', ...payload }).actions)
    expect(requests.map(request => request.body)).toEqual([JSON.stringify(JSON.parse(sent))])
  })
})

const url = (root: string) => ({ '@template': `https://a.example/{{${root}}}` })
const list = { '@path': '$.payload.ids' }
const body = { '@path': '$.response.body' }

/** A definition that reads a root in a place of the table. */
const places: Readonly<Record<string, (root: string) => object>> = {
  'constants.*': root => ({ constants: { made: path(root) } }),
  'actions.*.checks[].when': root => action({ checks: [{ when: path(root), message: 'Refused.' }] }),
  'actions.*.subject': root => action({ subject: path(root) }),
  'requests[].auth': root => request({ auth: { bearer: path(root) } }),
  'requests[].allowHttp': root => request({ allowHttp: path(root) }),
  'requests[].url': root => request({ url: url(root) }),
  'requests[].when': root => request({ when: path(root) }),
  'requests[].forEach': root => request({ forEach: path(root) }),
  'requests[].body': root => request({ body: path(root) }),
  '`requests[].url` with `forEach`': root => request({ url: url(root), forEach: list }),
  '`requests[].body` with `forEach`': root => request({ body: path(root), forEach: list }),
  'batch.when': root => action({ batch: { when: path(root) } }),
  'batch.key': root => action({ batch: { key: path(root) } }),
  'batch.size': root => action({ batch: { size: path(root) } }),
  'batch.distinct': root => action({ batch: { distinct: path(root) } }),
  'batch.item': root => action({ batch: { item: path(root) } }),
  'batch.request.url': root => action({ batch: { request: { url: url(root) } } }),
  'batch.request.body': root => action({ batch: { request: { body: path(root) } } }),
  'response.rules[].when': root => request({ response: { rules: [{ when: path(root), outcome: 'retry' }] } }),
  'response.errors.list': root => request({ response: { errors: { list: path(root) } } }),
  'response.errors.index': root => request({ response: { errors: { list: body, index: path(root) } } }),
  'response.errors.item': root => request({ response: { errors: { list: body, key: body, item: path(root) } } }),
}
const single = { url: 'https://a.example/' }
const action = (parts: object) => ({ actions: { send: { fields, requests: [single], ...parts } } })
const request = (parts: object) => action({ requests: [{ ...single, ...parts }] })
const fields = { ids: { type: 'string', multiple: true } }

const roots = [
  ...['payload', 'settings', 'constants', 'item', 'index', 'body', 'key', 'items'],
  ...['request', 'response', 'error', 'position'],
]

describe('the table of roots', () => {
  const rows = readTable(page, 'place').map(([place, ...cells]) => [place!, cells] as const)
  test('has every place', () => expect(rows.map(([place]) => place)).toEqual(Object.keys(places)))
  test.each(rows)('%s', (place, cells) => {
    expect(roots.map(root => (canRead(places[place]!(root)) ? 'yes' : ''))).toEqual(cells)
  })
})

function canRead(parts: object): boolean {
  try {
    compile({ slug: 'demo', name: 'Demo', ...action({}), ...parts } as { [key: string]: Json })
    return true
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return !error.diagnostics.some(({ message }) => message.startsWith('there is no `'))
  }
}
