import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coercePayload } from '../../src/destination/coercePayload.ts'
import type { Condition, Definition, FieldDefinition } from '../../src/destination/definition.ts'
import { expandDefinition } from '../../src/destination/expand.ts'
import { type Fields, listChoices } from '../../src/destination/fieldTypes.ts'
import { formatTests } from '../../src/destination/formats.ts'
import { payloadFields } from '../../src/destination/payloadFields.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import type { JsonObject } from '../../src/value/index.ts'
import { runs } from '../seed.ts'
import { ajvCheck } from './ajvPayload.ts'
import { hostileJson } from './hostile.ts'

const words = ['', ' ', 'a', 'ab', 'abc', 'true', 'false', '0', '1', ' 12 ', '2.5', '-0', '0x10', '1e3', '1e999', 'NaN']
const texts = ['12345678901234567', '2024', '2024-01-01', '2024-01-01T00:00:00Z', '12:00:00Z', 'a@b.co', 'https://x.y/']
const odd = ['🎈', '🎈🎈', '\ud800', '::1', '1.2.3.4', '4f0a1b52-7a7e-4c2e-9d5e-0c3b8f6f1a01', 'x'.repeat(70)]
const numbers = [0, -0, 1, 2, -1, 2.5, 3, 1e21, 1e300, 2 ** 53, 2 ** 53 + 2]
const scalar = fc.constantFrom<unknown>(...words, ...texts, ...odd, ...numbers, true, false, null, undefined)
const keys = ['a', 'b', 'o', '1', '', 'x~/y', 'constructor', 'toString'] as const
const key = fc.constantFrom(...keys)

/** Values of any form, for fields that may be declared as anything. */
const value: fc.Arbitrary<unknown> = fc.letrec(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    { weight: 6, arbitrary: scalar },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.dictionary(fc.oneof(key, fc.constant('__proto__')), tie('value'), { maxKeys: 5 }) },
    { weight: 1, arbitrary: hostileJson },
    { weight: 1, arbitrary: fc.constant(new Date('2024-05-01T12:34:56Z')) },
  ),
})).value

const bound = fc.constantFrom(-1, 0, 1, 1.5, 2, 3, 10)
const condition: fc.Arbitrary<Condition> = fc.record(
  {
    fieldKey: fc.constantFrom('a', 'b', 'o', 'o.a', 'o.b', 'b.a.b'),
    operator: fc.constantFrom('is', 'is_not'),
    value: fc.constantFrom('a', '', 1, true, null),
  },
  { requiredKeys: ['fieldKey', 'operator'] },
)
const required: fc.Arbitrary<FieldDefinition['required']> = fc.oneof(
  fc.boolean(),
  fc.record(
    { match: fc.constantFrom('any', 'all'), conditions: fc.array(condition, { minLength: 1, maxLength: 3 }) },
    { requiredKeys: ['conditions'] },
  ),
)
const choice = fc.constantFrom('a', 'ab', '1', 1, 2.5, true, false, { value: 'abc', label: 'ABC' })

const fields: fc.Arbitrary<Fields> = fc.letrec<{ fields: Fields; field: FieldDefinition }>(tie => ({
  fields: fc.dictionary(key, tie('field'), { maxKeys: 6 }),
  field: fc.oneof(
    { depthSize: 'small' },
    fc.record<FieldDefinition, 'type'>(
      {
        type: fc.constantFrom('string', 'text', 'secret', 'number', 'integer', 'boolean', 'datetime', 'object'),
        required,
        multiple: fc.boolean(),
        allowNull: fc.boolean(),
        label: fc.constant('Label'),
        format: fc.constantFrom(...Object.keys(formatTests), 'text', 'password'),
        minimum: bound,
        maximum: bound,
        choices: fc.array(choice, { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record<FieldDefinition, 'type'>(
      {
        type: fc.constant('object'),
        required,
        multiple: fc.boolean(),
        allowNull: fc.boolean(),
        properties: tie('fields'),
        additionalProperties: fc.boolean(),
        default: fc.constant({ '@path': '$.properties' }),
      },
      { requiredKeys: ['type'] },
    ),
  ),
})).fields

const found = { cases: 0, misfits: 0, changed: 0 }

/** Compares the coercion of fields with Ajv's. */
function comparison(fields: Fields): (payloads: readonly Record<string, unknown>[]) => void {
  const expected = ajvCheck(fields)
  const data = payloadFields(fields)
  return payloads => {
    for (const given of payloads) {
      const payload = freeze(given) as JsonObject
      const ours = coercePayload(payload, data, formatTests)
      const theirs = expected(payload)
      if (!isDeepStrictEqual(ours, theirs) || JSON.stringify(ours) !== JSON.stringify(theirs)) {
        expect({ given, ours }).toEqual({ given, ours: theirs })
        expect.unreachable(`in another order, or -0: ${JSON.stringify({ given, ours, theirs })}`)
      }
      found.cases++
      if (ours.problems.length > 0) found.misfits++
      else if (!isDeepStrictEqual(ours.payload, payload)) found.changed++
    }
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    for (const member of Object.values(Object.freeze(value))) freeze(member)
  }
  return value
}

test('any payload of any fields is coerced as by their JSON Schema in Ajv', () => {
  const payload = fc.dictionary(fc.oneof(key, fc.constant('__proto__')), value, { maxKeys: 7 })
  const property = fc.property(fields, fc.array(payload, { minLength: 1, maxLength: 24 }), (fields, list) =>
    comparison(fields)(list),
  )
  fc.assert(property, { numRuns: runs(400) })
  expect(found.cases).toBeGreaterThan(runs(2000))
  expect(found.misfits).toBeGreaterThan(runs(500))
  expect(found.changed).toBeGreaterThan(runs(500))
})

test('fields as data are JSON', () => {
  const property = fc.property(fields, given => {
    const data = payloadFields(given)
    expect(JSON.stringify(data)).not.toContain('Label')
    expect(JSON.parse(JSON.stringify(data))).toEqual(data)
  })
  fc.assert(property, { numRuns: runs(200) })
})

test('a field may have any name', () => {
  const data = payloadFields(JSON.parse('{ "__proto__": { "type": "number", "required": true } }'))
  const { payload, problems } = coercePayload(JSON.parse('{ "__proto__": "5" }'), data, formatTests)
  expect([JSON.stringify(payload), problems]).toEqual(['{"__proto__":5}', []])
  expect(coercePayload({}, data, formatTests).problems.map(({ at }) => at)).toEqual(['/__proto__'])
})

const root = join(import.meta.dirname, '../../destinations')

describe.each(readdirSync(root))('%s', slug => {
  const json = JSON.parse(readFileSync(join(root, slug, 'destination.json'), 'utf8'))
  const { actions, settings = {} } = expandDefinition(json, new DiagnosticBag())!.definition as unknown as Definition

  test.each([['settings', settings], ...Object.entries(actions).map(([name, action]) => [name, action.fields])] as [
    string,
    Fields,
  ][])('%s', (_, fields) => {
    const property = fc.property(fc.array(payloadOf(fields), { minLength: 1, maxLength: 12 }), comparison(fields))
    fc.assert(property, { numRuns: runs(8) })
  })
})

/** Payloads with the keys of the fields, whose values are often of the declared type. */
function payloadOf(fields: Fields): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.entries(fields).map(([key, field]) => [key, fieldValue(field)])
  return fc.record(Object.fromEntries(members), { requiredKeys: [] })
}

function fieldValue(field: FieldDefinition): fc.Arbitrary<unknown> {
  const choices = listChoices(field)
  const one = field.properties
    ? fc.oneof(payloadOf(field.properties), value)
    : choices
      ? fc.oneof(fc.constantFrom<unknown>(...choices), value)
      : value
  return field.multiple ? fc.oneof(one, fc.array(one, { maxLength: 3 })) : one
}
