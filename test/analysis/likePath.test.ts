import { describe, expect, test } from 'vitest'
import { lint } from '../../src/api/analysis.ts'
import type { Json, JsonObject } from '../../src/api/index.ts'

/** Strings that an author meant as a path, and that are values: each is one finding with its place and a way out. */

const fields = {
  id: { type: 'string' },
  list: { type: 'string', multiple: true },
  data: { type: 'object' },
  kind: { choices: ['$.a', 'properties.a', 'b'] },
} as const

function find(parts: object) {
  const found = lint({ slug: 'x', name: 'X', ...parts })
  return found.filter(({ code }) => code !== 'CM802' && code !== 'CM410')
}

const short = (found: ReturnType<typeof find>) => found.map(({ code, at }) => `${code} ${at}`)
const edits = (found: ReturnType<typeof find>) => found.flatMap(({ fix }) => fix?.edits ?? [])

const trigger = 'type = "track" or type = "identify"'

const path = (text: string) => ({ '@path': text })

/** The places where the mapping of a field may be. */
const places: readonly (readonly [title: string, at: string, make: (key: string, value: Json) => object])[] = [
  [
    'default',
    '/actions/a/fields/',
    (key, value) => ({
      actions: { a: { fields: { ...fields, [key]: { ...fields[key as 'id'], default: value } } } },
      subscriptions: [{ action: 'a', trigger }],
    }),
  ],
  [
    'mapping',
    '/subscriptions/0/mapping/',
    (key, value) => ({
      actions: { a: { fields } },
      subscriptions: [{ action: 'a', trigger, mapping: { [key]: value } }],
    }),
  ],
]

describe.each(places)('in a %s', (title, before, make) => {
  const placeOf = (key: string) => (title === 'default' ? `${before}${key}/default` : before + key)

  test.each<[key: string, text: string, meant: string | undefined]>([
    ['id', '$properties.a', '$.properties.a'],
    ['id', '$userId', '$.userId'],
    ['id', 'properties.a', '$.properties.a'],
    ['id', 'context.page.url', '$.context.page.url'],
    ['id', 'traits["a b"].c', undefined],
    ['id', 'traits["a-b"].c', '$.traits["a-b"].c'],
    ['id', ' $.properties.a', '$.properties.a'],
    ['id', '\t$.a', '$.a'],
    ['id', ' properties.a ', '$.properties.a'],
    ['id', '$["properties"].a', '$.properties.a'],
    ['id', "$['properties']['a']", "$.properties['a']"],
    ['id', '$[0]', ''],
    ['list', 'properties.tags', '$.properties.tags'],
    ['data', '$', '$.'],
    ['data', 'traits.address', '$.traits.address'],
  ])('%s: %j', (key, text, meant) => {
    const found = find(make(key, text))
    if (meant === undefined) {
      expect(found).toEqual([])
      return
    }
    expect(short(found)).toEqual([`CM806 ${placeOf(key)}`])
    expect(found[0]!.help).toContain('@literal')
    expect(edits(found)).toEqual(meant === '' ? [] : [{ at: placeOf(key), value: path(meant) }])
    if (meant !== '') expect(find(make(key, path(meant))).filter(({ code }) => code !== 'CM301')).toEqual([])
  })

  test.each<[key: string, value: Json]>([
    ['id', '$'],
    ['id', '$5'],
    ['id', '$ 5.00'],
    ['id', 'properties'],
    ['id', 'userId'],
    ['id', '$set'],
    ['id', '$name'],
    ['id', 'event.name'],
    ['id', 'a properties.a'],
    ['id', 'properties.a is empty'],
    ['id', 'properties.'],
    ['id', { '@literal': '$.properties.a' }],
    ['kind', 'properties.a'],
    ['list', ['a', '$', 'properties']],
  ])('%s: %j is a value', (key, value) => {
    expect(find(make(key, value))).toEqual([])
  })

  test.each<[key: string, list: Json[], edits: Json]>([
    ['id', ['$.userId', 'none'], { '@coalesce': [path('$.userId'), 'none'] }],
    ['id', ['properties.a', 'none'], { '@coalesce': [path('$.properties.a'), 'none'] }],
    ['id', [' $.properties.a'], { '@coalesce': [path('$.properties.a')] }],
    [
      'id',
      ['$.userId', path('$.anonymousId'), '$properties.a'],
      { '@coalesce': [path('$.userId'), path('$.anonymousId'), path('$.properties.a')] },
    ],
    ['id', ['{{properties.a}}', 'none'], { '@coalesce': [path('$.properties.a'), 'none'] }],
    ['data', ['$.traits.a', { b: 1 }], { '@coalesce': [path('$.traits.a'), { b: 1 }] }],
  ])('%s: the list %j is one finding', (key, list, value) => {
    const found = find(make(key, list))
    expect(short(found)).toEqual([`CM806 ${placeOf(key)}`])
    expect(edits(found)).toEqual([{ at: placeOf(key), value }])
    expect(find(make(key, value as Json))).toEqual([])
  })

  test('a list of values has a fix for each of its paths', () => {
    const found = find(make('list', ['vip', 'properties.a', ' $.userId']))
    expect(short(found)).toEqual([`CM806 ${placeOf('list')}`])
    expect(edits(found)).toEqual([
      { at: `${placeOf('list')}/1`, value: path('$.properties.a') },
      { at: `${placeOf('list')}/2`, value: path('$.userId') },
    ])
  })
})

test.each<[Json, string]>([
  [['$.userId', ['$.anonymousId']], ''],
  [[['$.userId']], '/0/0'],
  [{ path: '$.userId' }, '/path'],
  ["properties.a & 'x'", ''],
  ["traits.email ?? 'none'", ''],
  ['$.properties.a or b', ''],
])('%j in a mapping is one finding', (value, inside) => {
  expect(short(find(places[1]![2]('id', value)))).toEqual([`CM806 /subscriptions/0/mapping/id${inside}`])
})

test('a list whose items are written elsewhere has no fix, which would copy them', () => {
  const templates = { t: { with: ['p'], fields: { id: { type: 'string', default: ['$.userId', { $with: 'p' }] } } } }
  const found = find({ templates, actions: { a: { extends: 't', with: { p: 'none' } } } })
  expect(short(found)).toEqual(['CM806 /templates/t/fields/id/default'])
  expect(edits(found)).toEqual([])
})

describe('in a template', () => {
  const url = 'https://x.example'
  const make = (parts: object, more: object = {}) => ({
    settings: { token: 'secret', region: 'string' },
    constants: { host: path('$.settings.region') },
    actions: { a: { fields, ...parts } },
    ...more,
  })
  const request = (parts: object) => make({ requests: { url, ...parts } })
  const at = '/actions/a/requests/'
  test.each<[object, at: string, value: Json | undefined]>([
    [request({ body: { a: '$.payload.id' } }), `${at}body/a`, path('$.payload.id')],
    [request({ body: { a: ['$payload.id'] } }), `${at}body/a/0`, path('$.payload.id')],
    [request({ body: { a: 'payload.id' } }), `${at}body/a`, path('$.payload.id')],
    [request({ body: { '@coalesce': ['$.payload.id', 'x'] } }), `${at}body/@coalesce/0`, path('$.payload.id')],
    [request({ body: { a: '{{payload.id}}' } }), `${at}body/a`, path('$.payload.id')],
    [request({ body: { a: 'by {{payload.id}}' } }), `${at}body/a`, { '@template': 'by {{payload.id}}' }],
    [request({ body: { a: '$.userId' } }), `${at}body/a`, undefined],
    [request({ headers: { a: '{{settings.region}}' } }), `${at}headers/a`, path('$.settings.region')],
    [request({ query: { a: 'constants.host' } }), `${at}query/a`, path('$.constants.host')],
    [request({ auth: { bearer: 'settings.token' } }), `${at}auth/bearer`, path('$.settings.token')],
    [request({ forEach: 'payload.list' }), `${at}forEach`, path('$.payload.list')],
    [request({ forEach: 'list' }), `${at}forEach`, path('$.payload.list')],
    [request({ forEach: 'items' }), `${at}forEach`, undefined],
    [make({ subject: 'payload.id' }), '/actions/a/subject', path('$.payload.id')],
    [make({ subject: { user: 'id' } }), '/actions/a/subject/user', path('$.payload.id')],
    [make({ subject: ['id', 'all'] }), '/actions/a/subject/0', path('$.payload.id')],
    [make({}, { subject: 'payload.id' }), '/subject', path('$.payload.id')],
    [
      make({ requests: { url }, batch: { key: 'id', request: { body: path('$.items') } } }),
      '/actions/a/batch/key',
      path('$.payload.id'),
    ],
    [
      make({ requests: { url }, batch: { distinct: 'payload.id', request: { body: path('$.items') } } }),
      '/actions/a/batch/distinct',
      path('$.payload.id'),
    ],
    [make({}, { constants: { host: '$.settings.region' } }), '/constants/host', path('$.settings.region')],
    [
      make({}, { constants: { host: 'https://{{settings.region}}.example' } }),
      '/constants/host',
      { '@template': 'https://{{settings.region}}.example' },
    ],
  ])('%j', (parts, place, value) => {
    const found = find(parts).filter(({ code }) => code === 'CM806' || code === 'CM704' || code === 'CM807')
    expect(short(found)).toEqual([`CM806 ${place}`])
    expect(edits(found)).toEqual(value === undefined ? [] : [{ at: place, value }])
  })

  test.each<[object]>([
    [
      request({
        body: { a: 'payload.other', b: 'payload', c: 'id', d: '$set', e: '{{customer.id}}', f: '{{payload.x}}' },
      }),
    ],
    [request({ body: { a: { '@literal': '$.payload.id' }, b: { '@jsonata': ['payload.id', '& settings.region'] } } })],
    [request({ body: { '@fields': ['id', { b: 'data' }] }, when: 'payload.id' })],
    [request({ body: { '@arrayPath': ['$.payload.list', { a: path('$.b') }] } })],
    [make({ description: 'Sends $.payload.id', subject: 'all' })],
    [make({ checks: { c: { when: 'payload.id = "$.payload.id"', message: '$.payload.id is needed' } } })],
  ])('%j has none', parts => {
    expect(find(parts).filter(({ code }) => code === 'CM806')).toEqual([])
  })
})

describe('in the default of a setting', () => {
  const make = (setting: JsonObject) => ({
    settings: { a: setting, b: 'string' },
    actions: { a: { fields, subject: path('$.settings.a') } },
  })
  test.each<[JsonObject, at: string, code?: string]>([
    [{ type: 'string', default: '$.settings.b' }, '/settings/a/default'],
    [{ type: 'string', default: ['$.a'] }, '/settings/a/default'],
    [{ type: 'string', default: '{{settings.b}}' }, '/settings/a/default'],
    [{ type: 'object', default: path('$.settings.b') }, '/settings/a/default'],
    [{ type: 'string', default: path('$.settings.b') }, '/settings/a/default', 'CM408'],
    [{ type: 'string', default: { '@literal': 'x' } }, '/settings/a/default', 'CM408'],
  ])('%j', (setting, at, code = 'CM806') => {
    const found = find(make(setting))
    expect(short(found)).toEqual([`${code} ${at}`])
    expect(found[0]!.help).toContain('constants')
  })

  test.each<[JsonObject]>([[{ type: 'string', default: '$5' }], [{ type: 'string', default: { $secret: 'A' } }]])(
    '%j has none',
    setting => expect(find(make(setting))).toEqual([]),
  )

  test('a default of another type is reported where it is', () => {
    expect(short(find(make({ type: 'number', default: 'x' })))).toEqual(['CM408 /settings/a/default'])
  })
})

describe('an operator in a path is part of a key', () => {
  const make = (text: Json) => places[0]![2]('id', text)
  const at = '/actions/a/fields/id/default'
  test.each<[Json, string]>([
    ['$.a or b', `CM301 ${at}`],
    ['$.userId or $.anonymousId', `CM301 ${at}`],
    ['$.userId || "none"', `CM301 ${at}`],
    ['$.properties.a or b', `CM820 ${at}`],
    [['$.userId', "$.properties.a or 'none'"], `CM820 ${at}/1`],
  ])('%j', (text, expected) => {
    const found = find(make(text))
    expect(short(found)).toEqual([expected])
    expect(found[0]!.help).toContain('@coalesce')
    expect(edits(found)).toEqual([])
  })

  test.each<[string, string]>([
    ['$.userId ', `CM301 ${at}`],
    ['$.properties.a ', `CM820 ${at}`],
    ['$. properties.a', `CM301 ${at}`],
  ])('so is a blank: %j', (text, expected) => {
    const found = find(make(text))
    expect(short(found)).toEqual([expected])
    expect(edits(found)).toEqual([{ at, span: { start: text.indexOf(' '), end: text.indexOf(' ') + 1 }, text: '' }])
  })
})
