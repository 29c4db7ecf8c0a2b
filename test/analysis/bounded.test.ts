import { expect, test, vi } from 'vitest'
import { lint } from '../../src/api/analysis.ts'
import type { Json } from '../../src/value/index.ts'

const list = <T>(length: number, item: (index: number) => T) => Array.from({ length }, (_, index) => item(index))

function definition(trigger: (index: number) => string, count: number, name: Json = { '@path': '$.event' }) {
  return {
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: { name: { type: 'string', default: name } }, requests: [] } },
    subscriptions: list(count, index => ({ name: `s${index}`, action: 'send', trigger: trigger(index) })),
  }
}

const clauses = definition(i => `type = "track" and (${list(100, j => `properties.a${j} = "${i}"`).join(' or ')})`, 200)
const costly = { '@jsonata': '$string($sum([1..9000].($sum([1..900]))))' }
const constants = {
  ...definition(i => `event = "E${i}"`, 1),
  actions: {
    send: { fields: Object.fromEntries(list(100, i => [`f${i}`, { type: 'string', default: costly }])), requests: [] },
  },
}

test.each([
  ['many triggers of many clauses', clauses, 'CM801'],
  ['many constant fields', constants, 'CM411'],
  [
    'many placeholders of one template',
    definition(() => 'type = "track"', 1, { '@template': '{{a}}'.repeat(12_000) }),
    'CM301',
  ],
])('%s end a rule, which says so', (_, given, code) => {
  const unchecked = lint(given).filter(({ code }) => code === 'CM109')
  const message = `\`${code}\` takes too much work to be checked here, so that findings may be missing`
  expect(unchecked).toContainEqual({ code: 'CM109', name: 'too-large', severity: 'warning', at: '', message })
})

test('many settings are too much work to compile', () => {
  const settings = Object.fromEntries(list(30_000, i => [`s${i}`, { type: 'string' }]))
  expect(lint({ slug: 'demo', name: 'Demo', settings, actions: {} }).map(({ code }) => code)).toEqual(['CM109'])
})

test('mistakes are searched for until that is too much work, and the first are listed', () => {
  const found = lint({ slug: 'demo', name: 'Demo', actions: Object.fromEntries(list(40_000, i => [`a${i}`, {}])) })
  const [unlisted] = /^\d+(?= more mistakes)/.exec(found.at(-1)?.note ?? '') ?? []
  expect(found).toHaveLength(100)
  expect(Number(unlisted)).toBeLessThan(20_000)
})

test('an unknown field of a default is one finding, however many subscriptions have the default', () => {
  const reads = list(150, i => ({ '@path': `$.unknown${i}.a` }))
  const found = lint(
    definition(() => 'type = "track"', 20, { '@coalesce': reads }),
    { rules: { CM801: 'off' } },
  )
  const notes = found.flatMap(({ code, note = '' }) => (code === 'CM301' ? (/^\d+ more/.exec(note) ?? []) : []))
  expect(notes).toEqual(['50 more'])
})

test('a default is judged once, however many subscriptions have it', () => {
  expect(lint(definition(i => `event = "E${i}"`, 100, costly)).map(({ code }) => code)).toEqual(['CM411'])
})

test('the trigger of a subscription looks at recorded events once, however many fields it maps', () => {
  const trigger = list(100, i => `event != "E${i}"`).join(' and ')
  const fields = Object.fromEntries(list(300, i => [`f${i}`, { type: 'string', default: { '@path': '$.event' } }]))
  const given = { ...definition(() => trigger, 1), actions: { send: { fields, requests: [] } } }
  const events = [{ type: 'track', event: 'A', userId: 'u', messageId: 'm', properties: {} } as const]
  expect(lint(given, { events }).map(({ code }) => code)).toEqual([])
})

test('requests are searched for hashes once, however many fields take a hash', () => {
  const field = { type: 'string', category: 'hashedPii', default: { '@path': '$.traits.email' } }
  const requests = [{ url: 'https://api.example.com', body: { hash: 'x'.repeat(10_000) } }]
  const given = (count: number) => ({
    ...definition(() => 'type = "identify"', 3),
    actions: { send: { fields: Object.fromEntries(list(count, i => [`f${i}`, field])), requests } },
  })
  const stringify = vi.spyOn(JSON, 'stringify')
  const countSearches = (count: number) => {
    stringify.mockClear()
    lint(given(count))
    return stringify.mock.results.filter(({ value }) => value?.length > 10_000).length
  }
  expect(countSearches(20)).toBe(countSearches(2))
})

test('the finding can be switched off', () => {
  expect(lint(clauses, { rules: { CM109: 'off' } }).filter(({ code }) => code === 'CM109')).toEqual([])
})

test('a rule has the work of one compilation, and leaves the next one as much', () => {
  expect(
    lint(definition(i => `type = "track" and event = "E${i}"`, 300)).filter(({ code }) => code === 'CM109'),
  ).toEqual([])
})

test.each<[string, string, string[]]>([
  ['the same names', `$.a${'[0]'.repeat(30_000)}`, ['CM301']],
  ['other names', `$.a${Array.from({ length: 5000 }, (_, i) => `.key${i}`).join('')}`, ['CM109']],
])('a long path with %s is searched for each name once, within the limit', (_, path, expected) => {
  const actions = { send: { fields: { a: { type: 'string', default: { '@path': path } } } } }
  const found = lint({ slug: 'd', name: 'D', actions, subscriptions: [{ action: 'send', trigger: 'type = "track"' }] })
  expect(found.map(({ code }) => code).filter(code => code === 'CM301' || code === 'CM109')).toEqual(expected)
})
