import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandDefinition } from '../../src/destination/expand.ts'
import { fits } from '../../src/destination/fits.ts'
import { definitionSchema } from '../../src/destination/schema.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { newAjv } from '../../src/value/ajv.ts'
import { runs } from '../seed.ts'

/** Definitions fit their schema exactly if Ajv accepts them. */

const options = { ownProperties: true, strictTypes: false, strictRequired: false, allErrors: false }
const accepts = newAjv(options).compile(definitionSchema)

const folder = new URL('../../', import.meta.url)
const files = [
  ...readdirSync(new URL('destinations/', folder)).map(slug => `destinations/${slug}/destination.json`),
  ...readdirSync(new URL('fixtures/definitions/', folder)).flatMap(name =>
    name.endsWith('.json') ? [`fixtures/definitions/${name}`] : [],
  ),
]
const definitions = files.map((file): [string, unknown] => {
  const definition = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  return [file, expandDefinition(definition, new DiagnosticBag())!.definition]
})

/** Few members, so that most changes meet a rule of the schema. */
const small: [string, unknown][] = [
  {
    settings: { key: { type: 'secret', choices: ['a', { value: 1 }] } },
    functions: { f: ['function() { 1 }'] },
    rates: [{ count: 1, of: 'items', per: 60, key: 'account' }],
    rules: { CM301: 'off' },
  },
  { request: { hosts: ['*.a.b'], auth: { basic: { username: 'x' } }, encoding: 'json' } },
  { request: { auth: { hmac: { header: 'x', secret: 'x', algorithm: 'md5' } } } },
  { request: { response: { rules: [{ outcome: 'retry', status: ['4xx', 404] }], errors: { list: [] } } } },
  { request: { response: { errors: [{ list: [], others: 'retry', status: 599 }] } } },
  { tokens: { t: { request: { url: 'x' }, values: { a: 1 } } } },
].map(parts => [
  `with ${Object.keys(parts)}`,
  { ...parts, slug: 'a-1', name: 'x', actions: { a: { fields: { b: { type: 'string' } } } } },
])

const replacements = [
  ...[null, true, 0, 1, -1, 1.5, 600, '', 'x', '4xx', '@x', '*.a.b', 'A B', 'string', 'object', 'json', 'is', 'retry'],
  ...[[], ['x'], [404, '5xx'], [null], {}, { '@path': '$.a' }, { type: 'string' }, { a: { type: 'string' } }],
]
const keys = [
  '@path',
  '__proto__',
  'x',
  'type',
  'fields',
  'required',
  'response',
  'errors',
  'status',
  'rules',
  'auth',
  'bearer',
  'list',
]

const change = fc.record({
  at: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }),
  how: fc.constantFrom('replace', 'remove', 'add'),
  value: fc.constantFrom(...replacements),
  key: fc.constantFrom(...keys),
})

/** Changes a part of a copy, which the numbers find: each chooses a member. */
function changed(definition: unknown, changes: readonly (typeof change extends fc.Arbitrary<infer T> ? T : never)[]) {
  const root = { value: structuredClone(definition) }
  for (const { at, how, value, key } of changes) {
    let parent: Record<string, unknown> = root
    let name = 'value'
    for (const number of at) {
      const inner = parent[name]
      if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) break
      parent = inner as Record<string, unknown>
      name = Object.keys(parent)[number % Object.keys(parent).length]!
    }
    if (how === 'replace' || parent === root) parent[name] = structuredClone(value)
    else if (how === 'remove' && !Array.isArray(parent)) delete parent[name]
    else if (Array.isArray(parent)) parent.push(structuredClone(value))
    else Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true })
  }
  return root.value
}

describe.each([
  ...definitions.map(([name, definition]) => [name, definition, 200] as const),
  ...small.map(([name, definition]) => [name, definition, 5000] as const),
])('%s', (_, definition, count) => {
  test('fits', () => {
    expect([fits(definition, definitionSchema), accepts(definition)]).toEqual([true, true])
  })

  test('fits after changes exactly if Ajv accepts it', () => {
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), changes => {
      const other = changed(definition, changes)
      expect(fits(other, definitionSchema)).toBe(accepts(other))
    })
    fc.assert(property, { numRuns: runs(count) })
  })
})
