import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint } from '../../src/api/analysis.ts'
import { compile } from '../../src/api/index.ts'
import { importMetadata } from '../../src/api/segment.ts'
import { runs } from '../seed.ts'
import { hostileJson } from './hostile.ts'

const text = readFileSync(new URL('../../fixtures/segment-metadata.json', import.meta.url), 'utf8')
const metadata = JSON.parse(text)

/** Codes of errors in what an import writes; `undefined` if it refuses. */
function errorsOf(value: unknown): string[] | undefined {
  const made = importMetadata(value as never)
  if ('mistake' in made) {
    expect(made.mistake).not.toBe('')
    return undefined
  }
  for (const { at, message } of made.notes) expect([at.length > 0, message]).toEqual([true, expect.any(String)])
  return lint(made.definition).flatMap(({ severity, code }) => (severity === 'error' ? [code] : []))
}

const allowed = new Set(['CM114'])

type Node = Record<string, unknown>

function listPlaces(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]]
  return [[...at], ...Object.keys(value).flatMap(key => listPlaces((value as Node)[key], [...at, key]))]
}

/** The fixture with anything in any of its places. */
const changed = fc
  .record({ place: fc.constantFrom(...listPlaces(metadata).filter(({ length }) => length > 0)), value: hostileJson })
  .map(({ place, value }) => {
    const copy = structuredClone(metadata)
    const parent = place.slice(0, -1).reduce((node, key) => node[key] as Node, copy as Node)
    parent[place.at(-1)!] = value
    return copy
  })

/** Metadata with fields of any form. */
const type = fc.constantFrom('string', 'text', 'number', 'integer', 'datetime', 'boolean', 'password', 'object', 'list')
const key = fc.constantFrom('id', 'email', 'data', 'userId', '$ref', '$with', '__proto__', 'a.b', 'a/b', '')
const field = fc.letrec<{ field: Node }>(tie => ({
  field: fc.record(
    {
      type,
      label: fc.constantFrom('Label', '', 5),
      required: fc.oneof(
        fc.boolean(),
        fc.record({
          match: fc.constantFrom('any', 'all', undefined),
          conditions: fc.array(
            fc.record(
              {
                fieldKey: key,
                type: fc.constantFrom('field', 'syncMode'),
                operator: fc.constantFrom('is', 'is_not', 'like'),
                value: fc.constantFrom('a', 1, true, null, ['a'], {}),
              },
              { requiredKeys: ['fieldKey', 'operator'] },
            ),
            { maxLength: 3 },
          ),
        }),
      ),
      multiple: fc.boolean(),
      allowNull: fc.boolean(),
      additionalProperties: fc.boolean(),
      choices: fc.array(fc.constantFrom('a', 1, null, { label: 'A', value: 'a' }, { label: 'B' }), { maxLength: 3 }),
      default: fc.constantFrom<unknown>(
        ...[{ '@path': '$.userId' }, { '@pth': 1 }, { '@path': '$.a', b: 1 }, { $ref: '#/x' }, 'x', 5, null, [], {}],
        { '@if': { exists: { '@path': '$.traits.email' }, then: { '@path': '$.traits.email' }, else: 'x' } },
      ),
      format: fc.constantFrom('email', 'uri-template', 'date-time'),
      minimum: fc.constantFrom(1, 5, 'a'),
      maximum: fc.constantFrom(2, 9),
      category: fc.constantFrom('identifier', 'hashedPII', 'internal'),
      properties: fc.dictionary(key, tie('field'), { maxKeys: 2 }),
      depends_on: fc.constant({ conditions: [] }),
    },
    { requiredKeys: ['type'] },
  ),
}))
const fields = fc.dictionary(key, field.field, { maxKeys: 4 })
const trigger = fc.constantFrom('type = "track"', 'type == "track"', 'type = track', 'type = "page" and', '', 5)
const generated = fc.record({
  name: fc.constantFrom('Post', '!'),
  slug: fc.constantFrom(undefined, 'actions-post', 'actions-', 'É'),
  authentication: fc.record({ scheme: fc.constantFrom('custom', 'oauth2'), fields }),
  actions: fc.dictionary(
    fc.constantFrom('send', 'save', 'a/b', '__proto__', '$ref'),
    fc.record({ title: fc.constantFrom('Title', ''), fields, defaultSubscription: trigger }),
    { maxKeys: 3 },
  ),
  presets: fc.array(
    fc.record(
      {
        subscribe: trigger,
        partnerAction: fc.constantFrom('send', 'save', 'other'),
        mapping: fc.oneof(
          fc.dictionary(key, fc.constantFrom({ '@path': '$.userId' }, { '@pth': 1 }, 'x', null), { maxKeys: 3 }),
          fc.constant({ __segment_internal_directive: { '@merge': { direction: 'right', objects: [] } } }),
        ),
      },
      { requiredKeys: ['subscribe', 'partnerAction'] },
    ),
    { maxLength: 3 },
  ),
})

describe('an import of metadata gives a definition without other errors than open requests, or a mistake', () => {
  test.each([
    ['any JSON', hostileJson, 200],
    ['the fixture with anything anywhere', changed, 80],
    ['generated metadata', generated, 200],
  ] as [string, fc.Arbitrary<unknown>, number][])(
    '%s',
    (_, arbitrary, count) => {
      const check = (value: unknown) => {
        const errors = errorsOf(JSON.parse(JSON.stringify(value)))
        expect((errors ?? []).filter(code => !allowed.has(code))).toEqual([])
      }
      fc.assert(fc.property(arbitrary, check), { numRuns: runs(count) })
    },
    120_000,
  )
})

test('a definition compiles once its requests are written', () => {
  const made = importMetadata(metadata)
  if ('mistake' in made) throw new Error(made.mistake)
  const request = { url: 'https://api.example.com', body: { '@fields': '*' } }
  const actions = Object.fromEntries(
    Object.entries(made.definition.actions as Node).map(([key, action]) => [
      key,
      { ...(action as Node), requests: [request] },
    ]),
  )
  const settings = { apiKey: 'k' }
  expect(Object.keys(compile({ ...made.definition, actions } as never, { settings }))).not.toEqual([])
})
