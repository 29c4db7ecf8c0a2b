import { describe, expect, test } from 'vitest'
import { inspect, type Step, type SubscriptionTrace } from '../src/api/analysis.ts'
import { compile, type Definition, type Json, type JsonObject } from '../src/api/index.ts'

const definition = (mapping: Json, trigger = 'type = "track"'): Definition => ({
  slug: 'demo',
  name: 'Demo',
  actions: {
    send: {
      fields: {
        value: { type: 'object' },
        list: { type: 'string', multiple: true },
        count: { type: 'number' },
        text: { type: 'string' },
      },
    },
  },
  subscriptions: [{ name: 'all', action: 'send', trigger, mapping: mapping as never }],
})

/** A branch in every place that has mappings, and calls of a function that has one. */
const everywhere: Definition = {
  slug: 'everywhere',
  name: 'Everywhere',
  settings: { eu: { type: 'boolean', default: true }, mode: { type: 'string' } },
  constants: {
    host: { '@jsonata': "settings.eu ? 'https://eu.example' : 'https://us.example'" },
    plan: { '@jsonata': "$plan('team')" },
  },
  functions: {
    plan: "function($plan) { $plan = 'team' ? 'paid' : $plan }",
    unused: 'function($plan) { $plan }',
  },
  request: {
    headers: { 'x-mode': { '@if': { exists: { '@path': '$.settings.mode' }, then: 'test', else: 'live' } } },
  },
  actions: {
    send: {
      fields: {
        plan: { type: 'string', default: { '@path': '$.properties.plan' } },
        list: { type: 'string', multiple: true },
      },
      checks: [
        { when: { '@jsonata': "payload.plan = 'secret' ? true : false" }, message: 'is secret' },
        { when: { '@coalesce': [{ '@path': '$.payload.plan' }, true] }, message: 'has no plan', level: 'warning' },
      ],
      requests: [
        {
          url: { '@path': '$.constants.host' },
          forEach: { '@coalesce': [{ '@path': '$.payload.list' }, [1]] },
          body: { plan: { '@jsonata': "$plan(payload.plan) = 'paid' ? 1 : 0" } },
        },
      ],
      batch: {
        key: { '@if': { exists: { '@path': '$.payload.plan' }, then: 'a', else: 'b' } },
        request: { body: { '@coalesce': [{ '@path': '$.items' }, []] } },
      },
    },
  },
  subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
} as Definition

const event = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u-1',
  properties: { total: '129.50', coupon: null, products: [{ sku: 'a', price: 2 }, { sku: 'b' }], note: 'hi' },
}

/** `pointer text = value <- source (reason)`, the pointer without the common prefix. */
const line = ({ pointer, text, value, count, source, reason }: Step): string =>
  [
    pointer.replace('/subscriptions/0/', ''),
    text,
    ...(value === undefined ? [] : [`= ${JSON.stringify(value)}`]),
    ...(count === undefined ? [] : [`×${count}`]),
    ...(source === undefined ? [] : ['event' in source ? `<- ${source.event}` : '<- definition']),
    ...(reason === undefined ? [] : [`(${reason})`]),
  ].join(' ')

describe('`why`', () => {
  const cases: [name: string, mapping: Json, path: string, answer: string, steps: string[]][] = [
    [
      'a path reads a value',
      { value: { a: { '@path': '$.properties.note' } } },
      '/value/a',
      '/value/a = "hi"',
      ['mapping/value/a @path = "hi"', 'mapping/value/a/@path properties.note = "hi" <- /properties/note'],
    ],
    [
      'a path finds no value',
      { value: { a: { '@path': '$.properties.nope' }, b: 1 } },
      '/value/a',
      '/value/a is absent',
      [
        'mapping/value/a @path',
        'mapping/value/a/@path properties.nope <- /properties/nope (properties has total, coupon, products, note; no nope)',
      ],
    ],
    [
      'a path ends at a string',
      { value: { a: { '@path': '$.userId.id' } } },
      '/value/a',
      '/value/a is absent',
      ['mapping/value/a @path', 'mapping/value/a/@path userId.id <- /userId/id (userId is a string, not an object)'],
    ],
    [
      'a path copies an object without the part',
      { value: { '@path': '$.properties' } },
      '/value/nope/deep',
      '/value/nope/deep is absent',
      ['mapping/value/@path properties.nope.deep <- /properties/nope/deep (properties.nope is not in the event)'],
    ],
    [
      'a literal is its own source',
      { value: { a: 'x' } },
      '/value/a',
      '/value/a = "x"',
      ['mapping/value/a "x" = "x" <- definition'],
    ],
    [
      'an expression shows the values of its calls and paths',
      { value: { a: { '@jsonata': '$number(properties.total) * 2' } } },
      '/value/a',
      '/value/a = 259',
      [
        'mapping/value/a @jsonata = 259',
        'mapping/value/a/@jsonata $number(properties.total) = 129.5',
        'mapping/value/a/@jsonata properties.total = "129.50" <- /properties/total',
      ],
    ],
    [
      'a condition shows the arm that runs',
      { value: { a: { '@jsonata': "userId = 'u-1' ? properties.note : properties.coupon" } } },
      '/value/a',
      '/value/a = "hi"',
      [
        'mapping/value/a @jsonata = "hi"',
        "mapping/value/a/@jsonata userId = 'u-1' ? properties.note : properties.coupon (takes properties.note)",
        'mapping/value/a/@jsonata userId = "u-1" <- /userId',
        'mapping/value/a/@jsonata properties.note = "hi" <- /properties/note',
      ],
    ],
    [
      'an expression reads nothing',
      { value: { a: { '@jsonata': '"a" & "b"' } } },
      '/value/a',
      '/value/a = "ab"',
      ['mapping/value/a @jsonata = "ab" <- definition'],
    ],
    [
      'an expression fails',
      { value: { a: { '@jsonata': '$number(properties.note)' } } },
      '/value/a',
      '/value/a is absent: "hi" is not a number (D3030)',
      [
        'mapping/value/a/@jsonata $number(properties.note) (fails)',
        'mapping/value/a/@jsonata properties.note = "hi" <- /properties/note',
      ],
    ],
    [
      '@if',
      { value: { a: { '@if': { exists: { '@path': 'properties.coupon' }, then: 'x', else: { '@path': 'userId' } } } } },
      '/value/a',
      '/value/a = "u-1"',
      [
        'mapping/value/a @if = "u-1"',
        'mapping/value/a/@if @if (takes `else`)',
        'mapping/value/a/@if/exists @path = null',
        'mapping/value/a/@if/exists/@path properties.coupon = null <- /properties/coupon',
        'mapping/value/a/@if/else @path = "u-1"',
        'mapping/value/a/@if/else/@path userId = "u-1" <- /userId',
      ],
    ],
    [
      '@coalesce',
      { value: { a: { '@coalesce': [{ '@path': 'properties.coupon' }, { '@path': 'userId' }, 'never'] } } },
      '/value/a',
      '/value/a = "u-1"',
      [
        'mapping/value/a @coalesce = "u-1"',
        'mapping/value/a/@coalesce @coalesce (takes number 2)',
        'mapping/value/a/@coalesce/0 @path = null',
        'mapping/value/a/@coalesce/0/@path properties.coupon = null <- /properties/coupon',
        'mapping/value/a/@coalesce/1 @path = "u-1"',
        'mapping/value/a/@coalesce/1/@path userId = "u-1" <- /userId',
      ],
    ],
    [
      'a list shows its items',
      { value: { a: { '@arrayPath': ['$.properties.products', { sku: { '@path': 'sku' } }] } } },
      '/value/a/1/sku',
      '/value/a/1/sku = "b"',
      [
        'mapping/value/a/@arrayPath/0 properties.products = [{"sku":"a","price":2},{"sku":"b"}] <- /properties/products',
        'mapping/value/a/@arrayPath/1/sku @path = "a" ×2',
        'mapping/value/a/@arrayPath/1/sku/@path properties.products[1].sku = "b" <- /properties/products/1/sku',
      ],
    ],
    [
      'a field coerces a value',
      { count: { '@path': 'properties.total' } },
      '/count',
      '/count = 129.5',
      [
        'mapping/count @path = "129.50"',
        'mapping/count/@path properties.total = "129.50" <- /properties/total',
        'mapping/count number = 129.5 ("129.50" as number)',
      ],
    ],
    ['a field has no mapping', { text: 'x' }, '/count', '/count is absent: nothing is mapped to it', []],
    ['the action lacks the field', { text: 'x' }, '/nope', '/nope is absent: send has no field `nope`', []],
  ]
  test.each(cases)('%s', (_, mapping, path, answer, steps) => {
    const destination = compile(definition(mapping))
    const explanation = inspect(destination).why(event, 'all', { path })
    expect({ answer: explanation.answer, steps: explanation.steps.map(line) }).toEqual({ answer, steps })
  })

  test('shows the evaluated clauses of a false trigger, and the decisive ones', () => {
    const trigger = 'type = "track" and (context.location.country = "DE" or userId = "u-2") and event = "x"'
    const { answer, steps, missing, fired } = inspect(compile(definition({}, trigger))).why(event, 'all')
    expect({ answer, missing, fired }).toEqual({
      answer: 'all is not matched: context.location.country is absent, needs "DE"; userId is "u-1", not "u-2"',
      missing: ['context.location.country'],
      fired: false,
    })
    expect(steps.map(line)).toEqual([
      'trigger type = "track" = true <- /type',
      'trigger context.location.country = "DE" = false <- /context/location/country (context is not in the event)',
      'trigger userId = "u-2" = false <- /userId (userId is "u-1", not "u-2")',
    ])
  })

  test('shows the payload of a false trigger with `force`', () => {
    const destination = compile(definition({ text: { '@path': 'event' } }, 'type = "page"'))
    expect(inspect(destination).why(event, 'all', { force: true })).toMatchObject({
      fired: false,
      answer: 'all would send send, but is not matched: type is "track", not "page"',
      value: { text: 'Order Completed' },
    })
  })

  test.each(['value', 'value.a', '$.value'])('rejects the path `%s`, which is not a JSON Pointer', path => {
    const { why } = inspect(compile(definition({ value: { a: 1 } })))
    const hint = path === 'value' ? '/value' : path === 'value.a' ? '/value/a' : '/$/value'
    expect(() => why(event, 'all', { path })).toThrow(`\`path\` is a JSON Pointer, for example \`${hint}\``)
  })

  const items = { '@arrayPath': ['$.properties.products', { sku: { '@path': 'sku' }, price: { '@path': 'price' } }] }
  const perItem: [string, JsonObject, string, string][] = [
    ['a list', items, 'value/@arrayPath/1/sku/@path', '"a" ×2'],
    ['a list whose items partly lack a value', items, 'value/@arrayPath/1/price/@path', '2 ×2 -1'],
    [
      'a list inside of @transform',
      { '@transform': { apply: { a: items }, mapping: { b: { '@path': 'a' } } } },
      'apply/a/@arrayPath/1/sku/@path',
      '"a" ×2',
    ],
    [
      'a flattened list',
      { '@flatten': { separator: '.', value: items } },
      '@flatten/value/@arrayPath/1/sku/@path',
      '"a" ×2',
    ],
    [
      'a computed list',
      { '@arrayPath': [{ '@jsonata': 'properties.products' }, { sku: { '@path': 'sku' } }] },
      '@arrayPath/1/sku',
      '"a" ×2',
    ],
    [
      'a list in an expression',
      { '@jsonata': '{ "a": $map(properties.products, function($p) { $p.sku }) }' },
      '@jsonata',
      '"a" ×2',
    ],
    [
      'an object in the place of a list',
      { '@arrayPath': ['$.properties', { total: { '@path': 'total' } }] },
      '@arrayPath/1/total/@path',
      '"129.50"',
    ],
  ]
  test.each(perItem)('counts the values of the items of %s', (_, value, place, shown) => {
    const { steps } = inspect(compile(definition({ value }))).why(event, 'all')
    const found = steps.filter(({ pointer }) => pointer.endsWith(place)).map(step => countOf(step))
    expect(found).toContain(shown)
  })

  const countOf = ({ value, count = 1, absent }: Step) =>
    [JSON.stringify(value), ...(count > 1 ? [`×${count}`] : []), ...(absent === undefined ? [] : [`-${absent}`])].join(
      ' ',
    )

  test('lists the parts of a payload, each with its steps', () => {
    const mapping = {
      text: { '@path': 'event' },
      count: { '@path': 'properties.nope' },
      value: { a: items, b: { c: true } },
    }
    const { parts, steps } = inspect(compile(definition(mapping))).why(event, 'all')
    expect(parts).toEqual([
      { at: '/value/a', value: [{ sku: 'a', price: 2 }, { sku: 'b' }] },
      { at: '/value/a/*/sku', value: 'a', count: 2 },
      { at: '/value/a/*/price', value: 2, count: 1 },
      { at: '/value/b/c', value: true },
      { at: '/count' },
      { at: '/text', value: 'Order Completed' },
    ])
    expect([...new Set(steps.map(({ field }) => field))]).toEqual([undefined, ...parts!.map(({ at }) => at)])
  })

  test.each([
    ['/value/a/*/sku', 'a', [{ at: '/value/a/*/sku', value: 'a', count: 2 }]],
    ['/value/a/*/price', 2, [{ at: '/value/a/*/price', value: 2, count: 1 }]],
    [
      '/value/a/*',
      { sku: 'a', price: 2 },
      [
        { at: '/value/a/*/sku', value: 'a', count: 2 },
        { at: '/value/a/*/price', value: 2, count: 1 },
      ],
    ],
  ])('shows %s of every item of a list', (path, value, parts) => {
    const why = inspect(compile(definition({ value: { a: items } }))).why
    const explanation = why(event, 'all', { path })
    expect(explanation).toMatchObject({ value, parts, question: `where does ${path} come from?`, missing: [] })
    const { steps } = why(event, 'all')
    expect(explanation.steps).toEqual(
      steps.filter(({ field }) => field !== undefined && `${field}/`.startsWith(`${path}/`)),
    )
  })

  test('shows a key that is an asterisk', () => {
    const { why } = inspect(compile(definition({ value: { '*': { '@path': 'event' } } })))
    const { value, steps } = why(event, 'all', { path: '/value/*' })
    expect([value, steps.map(({ field }) => field)]).toEqual(['Order Completed', ['/value/*', '/value/*']])
  })

  const deepest = 5000
  const deep = JSON.parse(`${'{"a":'.repeat(deepest)}1${'}'.repeat(deepest)}`)
  test.each([
    ['the whole payload', undefined],
    ['a deep part', '/value'],
    ['an inner part', '/value/a/a'],
    ['the deepest part', `/value${'/a'.repeat(deepest)}`],
    ['a place below the deepest part', `/value${'/a'.repeat(deepest + 1)}`],
  ])('explains %s of an event nested 5,000 deep', (_, path) => {
    const { why } = inspect(compile(definition({ value: { '@path': 'properties' } })))
    const options = path === undefined ? {} : { path }
    const { answer, failures } = why({ ...event, properties: deep }, 'all', options)
    expect(answer).not.toBe('')
    expect(failures.filter(({ code }) => code !== 'CM906')).toEqual([])
  })

  test('rejects an unknown subscription', () => {
    expect(() => inspect(compile(definition({}))).why(event, 'none')).toThrow(TypeError)
  })
})

describe('`trace`', () => {
  const mapping = {
    text: { '@coalesce': [{ '@path': 'a' }, { '@path': 'event' }] },
    count: { '@jsonata': 'properties.products.(price > 1 ? 1 : 0)[0]' },
  }

  test('lists every arm of a branch, and traces the arms that ran', () => {
    const destination = compile(definition(mapping))
    const [outline] = inspect(destination).subscriptions
    expect(outline?.branches.map(({ field, arms }) => [field, arms.length])).toEqual([
      ['count', 2],
      ['text', 2],
    ])
    const [trace] = inspect(destination).trace(event)
    expect(trace?.branches.map(({ arms }) => arms)).toEqual([[0, 1], [1]])
    for (const { at, span } of trace?.branches ?? []) {
      expect(outline?.branches.some(branch => branch.at === at && branch.span?.start === span?.start)).toBe(true)
    }
  })

  test('does not evaluate an event that `integrations` excludes', () => {
    const [trace] = inspect(compile(definition(mapping))).trace({ ...event, integrations: { All: false } })
    expect(trace).toMatchObject({ fields: [], branches: [] })
    expect(trace).not.toHaveProperty('matched')
  })

  test('traces branches everywhere: at compile time, in functions, checks, requests and batches', () => {
    const { shared, source, trace } = inspect(compile(everywhere))
    expect(shared.map(({ name, action, call, branches }) => [name, action, call?.at, branches.length])).toEqual([
      ['constant host', undefined, undefined, 1],
      ['constant plan', undefined, undefined, 0],
      ['function $plan', undefined, '/functions/plan', 1],
      ['function $unused', undefined, '/functions/unused', 0],
      ['check 1 of send', 'send', undefined, 1],
      ['check 2 of send', 'send', undefined, 1],
      ['request of send', 'send', undefined, 3],
      ['batch of send', 'send', undefined, 3],
    ])
    const taken = (properties: object) => {
      const [{ branches }] = trace({ type: 'track', properties }) as [SubscriptionTrace]
      return branches.map(({ at, arms }) => `${at.replace('/actions/send/', '')} ${arms.join(' ')}`).toSorted()
    }
    const always = ['/constants/host/@jsonata 0', '/functions/plan 0', '/request/headers/x-mode/@if 1']
    expect(taken({ plan: 'free' })).toEqual(
      [
        ...always,
        // A constant calls the function, too.
        '/functions/plan 0 1',
        'checks/0/when/@jsonata 1',
        'checks/1/when/@coalesce 0',
        'requests/0/body/plan/@jsonata 1',
        'requests/0/forEach/@coalesce 1',
        'batch/key/@if 0',
        'batch/request/body/@coalesce 0',
      ].toSorted(),
    )
    expect(taken({ plan: 'secret' })).toEqual([...always, '/functions/plan 0', 'checks/0/when/@jsonata 0'].toSorted())
    expect(source).not.toMatch(/trace|\.branch/)
  })
})

test('explain reports a check of level `warning` that cannot be computed', () => {
  const { send } = definition({}).actions
  const checks = [
    { level: 'warning', message: 'is a string', when: { '@jsonata': '$exists(payload.text)' } },
    { level: 'warning', message: 'is large', when: { '@jsonata': '$number(payload.text) > 5' } },
  ] as const
  const checked = {
    ...definition({ text: { '@path': 'event' } }),
    settings: { most: { type: 'secret', default: 'Order' } },
    actions: { send: { ...send!, checks } },
  } as const
  const destination = compile(checked)
  expect(destination.explain(event).verdicts).toMatchObject([
    {
      verdict: 'sent',
      warnings: ['is a string', 'a check cannot be computed: "<redacted most> Completed" is not a number (D3030)'],
    },
  ])
  expect(inspect(destination).trace(event)).toMatchObject([{ matched: true, failures: [] }])
})

test.each(['value', 'count'])('a value of %s that is larger than it is stored is not shown', field => {
  const doubled = '($r := function($v, $n) { $n = 0 ? $v : $r({ "a": $v, "b": $v }, $n - 1) }; $r({ "c": 1 }, 40))'
  const look = inspect(compile(definition({ [field]: { '@jsonata': doubled } })))
  const event = { type: 'track', event: 'A', userId: 'u', messageId: 'm' }
  expect(JSON.stringify(look.trace(event)).length).toBeLessThan(100_000)
  expect(JSON.stringify(look.why(event, 'all')).length).toBeLessThan(100_000)
  expect(JSON.stringify(look.why(event, 'all', { path: `/${field}` })).length).toBeLessThan(100_000)
})
