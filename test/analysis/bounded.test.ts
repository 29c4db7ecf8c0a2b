import { expect, test } from 'vitest'
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

const clauses = definition(i => `type = "track" and (${list(150, j => `properties.a${j} = "${i}"`).join(' or ')})`, 200)
const constants = definition(i => `event = "E${i}"`, 100, {
  '@jsonata': '$string($sum([1..9000].($sum([1..900]))))',
})

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

test('an unknown field of a default is one finding, however many subscriptions have the default', () => {
  const reads = list(150, i => ({ '@path': `$.unknown${i}.a` }))
  const found = lint(
    definition(() => 'type = "track"', 20, { '@coalesce': reads }),
    { rules: { CM801: 'off' } },
  )
  const notes = found.flatMap(({ code, note = '' }) => (code === 'CM301' ? (/^\d+ more/.exec(note) ?? []) : []))
  expect(notes).toEqual(['50 more'])
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
