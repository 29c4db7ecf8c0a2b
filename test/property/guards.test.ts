import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, type Json } from '../../src/api/index.ts'
import { Block, js, read, Unit } from '../../src/code/index.ts'
import type { FieldDefinition } from '../../src/destination/definition.ts'
import { emitConditionGuards, emitGuard, emitItemGuard } from '../../src/destination/guard.ts'
import { payloadCheck } from '../../src/destination/payload.ts'
import { runs } from '../seed.ts'

const scalar = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'ab',
    '12',
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    'a@b.co',
    'https://x.example/',
    'true',
    '__proto__',
  ),
  fc.string(),
  fc.constantFrom(0, 1, -1, 2.5, 2 ** 53),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const keys = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor')
const value: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value

const bounds = fc.record(
  { minimum: fc.constantFrom(0, 1, 2), maximum: fc.constantFrom(2, 3, 10) },
  { requiredKeys: [] },
)
const choices = fc.constantFrom(undefined, ['a', 'ab'], ['12'])
const common = fc.record({ multiple: fc.boolean(), allowNull: fc.boolean() }, { requiredKeys: [] })
const simple: fc.Arbitrary<FieldDefinition> = fc.oneof(
  fc
    .record({ type: fc.constantFrom('string', 'text', 'secret'), choices, bounds, common })
    .map(({ type, choices, bounds, common }) => ({ type, ...(choices && { choices }), ...bounds, ...common })),
  fc
    .record({ format: fc.constantFrom('email', 'uri', 'date-time', 'date', 'ipv4', 'uuid'), common })
    .map(({ format, common }) => ({ type: 'string' as const, format, ...common })),
  fc
    .record({ type: fc.constantFrom('number', 'integer'), bounds, common })
    .map(({ type, bounds, common }) => ({ type, ...bounds, ...common })),
  fc
    .record({ type: fc.constantFrom('boolean', 'datetime', 'object'), common })
    .map(({ type, common }) => ({ type, ...common })),
)
const field: fc.Arbitrary<FieldDefinition> = fc.oneof(
  simple,
  fc
    .record({
      properties: fc.dictionary(
        keys,
        fc.tuple(simple, fc.boolean()).map(([part, required]) => ({ ...part, required })),
        { maxKeys: 3 },
      ),
      additionalProperties: fc.boolean(),
      common,
    })
    .map(({ properties, additionalProperties, common }) => ({
      type: 'object' as const,
      properties,
      additionalProperties,
      ...common,
    })),
)

const list = field.map(field => ({ ...field, multiple: true }))

function guardOf(field: FieldDefinition): (value: unknown) => boolean {
  const unit = new Unit()
  const guard = emitGuard(field, js`value`, new Block(unit))
  return unit.evaluate(js`return value => ${guard};`) as (value: unknown) => boolean
}

function itemGuardOf(field: FieldDefinition): ((value: unknown) => boolean) | undefined {
  const unit = new Unit()
  const guard = emitItemGuard(field, js`value`, new Block(unit))
  return guard && (unit.evaluate(js`return value => ${guard};`) as (value: unknown) => boolean)
}

test('a value that passes the guard of an item has no problem and only becomes a list', () => {
  let held = 0
  fc.assert(
    fc.property(list, fc.array(value, { minLength: 1, maxLength: 8 }), (field, values) => {
      const holds = itemGuardOf(field)
      const settle = payloadCheck({ field })
      for (const value of values) {
        if (value === undefined || value === '' || value === null || !holds?.(value)) continue
        held++
        const { payload, problems } = settle({ field: value as never })
        expect(problems).toEqual([])
        expect(JSON.stringify(payload)).toBe(JSON.stringify({ field: [value] }))
      }
    }),
    { numRuns: runs(6000) },
  )
  expect(held).toBeGreaterThan(runs(300))
})

test.each<[value: Json, payload: object, at: string[]]>([
  ['a', { list: ['a'], count: 1 }, []],
  [['a', 'b'], { list: ['a', 'b'], count: 1 }, []],
  [5, { list: ['5'], count: 1 }, []],
  ['', { count: 1 }, []],
  [null, { count: 1 }, []],
  [{}, {}, ['/list/0']],
  ['too long', {}, ['/list/0']],
])('a list field gets the value %j', (value, payload, places) => {
  const list = { type: 'string', multiple: true, maximum: 3, default: { '@path': '$.properties.list' } }
  const count = { type: 'integer', default: { '@path': '$.properties.count' } }
  // A list in a condition is never equal to its item, whether a guard or the whole check makes it.
  const when = { conditions: [{ fieldKey: 'list', operator: 'is', value: 'a' }] }
  const id = { type: 'string', required: when, default: { '@path': '$.properties.id' } }
  const definition = { slug: 'd', name: 'D', actions: { send: { fields: { list, count, id } } } }
  const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]
  const destination = compile(definition as never, { subscriptions })
  for (const number of [1, '1']) {
    const { actions, failures } = destination.map({ type: 'track', properties: { list: value, count: number } })
    expect(failures.map(({ at }) => at)).toEqual(places)
    expect(actions.map(({ payload }) => payload)).toEqual(places.length === 0 ? [payload] : [])
  }
})

test('a value that passes its guard has no problem and is not changed', () => {
  let held = 0
  fc.assert(
    fc.property(field, fc.array(value, { minLength: 1, maxLength: 8 }), (field, values) => {
      const holds = guardOf(field)
      const settle = payloadCheck({ field })
      for (const value of values) {
        // Absent and empty values at the top are omitted before a guard.
        if (value === undefined || value === '' || (value === null && !field.allowNull)) continue
        if (!holds(value)) continue
        held++
        const { payload, problems } = settle({ field: value as never })
        expect(problems).toEqual([])
        // Compares JSON, because `toStrictEqual` takes a key `constructor` for the class of the object.
        expect(JSON.stringify(payload)).toBe(JSON.stringify({ field: value }))
      }
    }),
    {
      numRuns: runs(3000),
      examples: [
        // Too short, and too short only in code points.
        [{ type: 'string', minimum: 2 }, ['a', '🎈']],
        // Numbers that JSON does not have.
        [{ type: 'number' }, [Number.NaN, Number.POSITIVE_INFINITY]],
        [{ type: 'datetime' }, [Number.NaN, Number.POSITIVE_INFINITY]],
      ],
    },
  )
  expect(held).toBeGreaterThan(runs(1000))
})

test.each<[FieldDefinition, Json, Json]>([
  [{ type: 'string', multiple: true }, 0, ['0']],
  [{ type: 'string', minimum: 1, maximum: 3 }, 12, '12'],
  [{ type: 'number' }, '-1', -1],
])('%j checks the constant %j', (field, constant, settled) => {
  const definition = { slug: 'd', name: 'D', actions: { send: { fields: { field } } } }
  const subscriptions = [{ action: 'send', trigger: 'type = "track"', mapping: { field: constant } }]
  const { actions } = compile(definition, { subscriptions }).map({ type: 'track' })
  expect(actions.map(({ payload }) => payload.field)).toEqual([settled])
})

test.each<FieldDefinition>([
  { type: 'string', minimum: 1e308 },
  { type: 'datetime', minimum: Number.MAX_VALUE },
  { type: 'object', properties: { part: { type: 'string', minimum: 1e308 } } },
])('%j compiles, and no string is long enough', field => {
  const definition = { slug: 'd', name: 'D', actions: { send: { fields: { field } } } }
  const value = { '@path': field.type === 'object' ? '$.properties' : '$.properties.part' }
  const subscriptions = [{ action: 'send', trigger: 'type = "track"', mapping: { field: value } }]
  const { failures } = compile(definition, { subscriptions }).map({ type: 'track', properties: { part: 'a' } })
  expect(failures[0]).toMatchObject({ code: 'CM903', message: expect.stringContaining('characters') })
})

test('a guard accepts plain values of the declared types', () => {
  const table: [FieldDefinition, unknown][] = [
    [{ type: 'string' }, 'a'],
    [{ type: 'string', choices: ['a', { value: 'b', label: 'B' }] }, 'b'],
    [{ type: 'string', minimum: 2, maximum: 9 }, 'abcd'],
    [{ type: 'number', minimum: 0 }, 0],
    [{ type: 'integer', maximum: 5 }, 5],
    [{ type: 'datetime' }, '2024-05-01T12:34:56Z'],
    [{ type: 'datetime' }, 1714566896],
    [{ type: 'object' }, { any: [1] }],
    [
      { type: 'object', multiple: true, properties: { a: { type: 'string', required: true } } },
      [{ a: 'x' }, { a: 'y' }],
    ],
    [{ type: 'string', allowNull: true }, null],
  ]
  for (const [field, value] of table) expect([field, value, guardOf(field)(value)]).toEqual([field, value, true])
})

test.each<[value: Json, problems: readonly string[]]>([
  [false, []],
  [null, ['/name']],
])('a name is required if `%j` is absent, also where another value is coerced', (flag, problems) => {
  const fields: Record<string, FieldDefinition> = {
    flag: { type: 'boolean', allowNull: true },
    count: { type: 'number' },
    name: { type: 'string', required: { conditions: [{ fieldKey: 'flag', operator: 'is' }] } },
  }
  const settled = payloadCheck(fields)({ flag, count: '1' })
  expect(settled.payload).toEqual({ flag, count: 1 })
  expect(settled.problems.map(({ at }) => at)).toEqual(problems)
})

test('a guard of conditions refuses every payload that has a problem', () => {
  const condition = fc.record({
    fieldKey: fc.constantFrom('a', 'b', 'o.p'),
    operator: fc.constantFrom('is', 'is_not'),
    value: fc.constantFrom(undefined, 'x', 'y'),
  })
  const when = fc.record({
    match: fc.constantFrom('any', 'all', undefined),
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
  })
  const payloads = fc.record(
    {
      a: fc.constantFrom('x', 'y', false),
      b: fc.constantFrom('x', 'z', 0),
      c: fc.constant('x'),
      o: fc.record({ p: fc.constantFrom('x', 'q') }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(when, payloads, (required, payload) => {
      const fields = {
        a: { type: 'string' },
        b: { type: 'string' },
        c: { type: 'string', required },
        o: { type: 'object', properties: { p: { type: 'string' } } },
      } as Record<string, FieldDefinition>
      const unit = new Unit()
      const block = new Block(unit)
      const guards = emitConditionGuards(fields, key => read(block, js`payload`, [key]))
      const holds = unit.evaluate(js`return payload => {\n${block.code}\nreturn ${guards[0]};\n};`) as (
        payload: unknown,
      ) => boolean
      if (holds(payload)) expect(payloadCheck(fields)(payload as never).problems).toEqual([])
    }),
    { numRuns: runs(500) },
  )
})
