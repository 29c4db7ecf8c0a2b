import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CompileError, compile, type Definition } from '../../src/api/index.ts'
import { runs } from '../seed.ts'
import { deepFrozen, hostileJson } from './hostile.ts'

const text = readFileSync(new URL('../../fixtures/definitions/own-api.json', import.meta.url), 'utf8')
const settings = { baseUrl: 'https://api.example.com', token: 't-1' }

type Node = Record<string, unknown>

/** The places of a value, as lists of keys. */
function placesOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]]
  return [[...at], ...Object.keys(value).flatMap(key => placesOf((value as Node)[key], [...at, key]))]
}

const places = placesOf(JSON.parse(text)).filter(place => place.length > 0)

const change = fc.record({ place: fc.constantFrom(...places), value: fc.option(hostileJson, { nil: undefined }) })

function changed(changes: readonly { place: readonly string[]; value: unknown }[]): unknown {
  const definition = JSON.parse(text)
  for (const { place, value } of changes) {
    let node: unknown = definition
    for (const key of place.slice(0, -1))
      node = typeof node === 'object' && node !== null ? (node as Node)[key] : undefined
    if (typeof node !== 'object' || node === null) continue
    if (value === undefined) delete (node as Node)[place.at(-1)!]
    else (node as Node)[place.at(-1)!] = value
  }
  return definition
}

/** Compiles, and gives the mistakes where there are some. Anything else that is thrown is a bug. */
function mistakesOf(definition: unknown, given: unknown = settings) {
  try {
    compile(definition as Definition, { settings: given as never })
    return []
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics
  }
}

test('the unchanged definition compiles', () => {
  expect(mistakesOf(JSON.parse(text))).toEqual([])
})

test('a definition with random JSON in a random place compiles, or has diagnostics with places', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
      const definition = deepFrozen(changed(changes))
      for (const { code, at, message } of mistakesOf(definition)) {
        expect(code).toMatch(/^CM[1-7]\d\d$/)
        expect(at).toMatch(/^(\/|$)/)
        expect(message).not.toBe('')
      }
    }),
    { numRuns: runs(300) },
  )
})

test.each([undefined, null, 1, 'x', [], {}, { slug: 'x' }, { slug: 'x', name: 'X', actions: 5 }])(
  '%j compiles or has diagnostics',
  value => {
    expect(Array.isArray(mistakesOf(value))).toBe(true)
  },
)

test('random settings compile or have diagnostics', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostileJson,
        hostileJson.map(value => ({ baseUrl: value, token: value })),
      ),
      given => {
        mistakesOf(JSON.parse(text), given)
      },
    ),
    { numRuns: runs(300) },
  )
})

test('too deep, circular and exploding definitions have a diagnostic', () => {
  let deep: unknown = {}
  for (let i = 0; i < 20_000; i++) deep = { deep }
  expect(mistakesOf({ ...JSON.parse(text), constants: { deep } }).map(({ code }) => code)).toContain('CM104')
  const circular = { ...JSON.parse(text), fields: { a: { $ref: '#/fields/b' }, b: { $ref: '#/fields/a' } } }
  expect(mistakesOf(circular).map(({ code }) => code)).toContain('CM106')
  const billion: Node = { l0: 'ha' }
  for (let i = 1; i < 40; i++) billion[`l${i}`] = [{ $ref: `#/constants/l${i - 1}` }, { $ref: `#/constants/l${i - 1}` }]
  expect(mistakesOf({ ...JSON.parse(text), constants: billion }).map(({ code }) => code)).toEqual(['CM109'])
})

test('ten mistakes have ten diagnostics, each with its place', () => {
  const { diagnostics } = (() => {
    try {
      compile(
        {
          slug: 'Ten Mistakes',
          name: 'Ten',
          colour: 'red',
          settings: { key: { type: 'secret', required: true }, region: { type: 'strnig' } },
          constants: { host: { '@jsonata': 'settings.region = (' } },
          actions: {
            send: {
              fields: {
                id: { type: 'string', default: { '@pth': '$.userId' } },
                plan: { type: 'string', default: { '@case': { operator: 'lowr', value: 'x' } } },
              },
              requests: [
                { url: { '@jsonata': "'https://x.example/' & payload.id" }, body: { '@path': '$.payload.nmae' } },
              ],
            },
          },
          subscriptions: [
            { action: 'sned', trigger: 'type = "track"' },
            { action: 'send', trigger: 'type == "track"' },
          ],
        } as never,
        { settings: {} },
      )
    } catch (error) {
      return error as CompileError
    }
    throw new Error('it compiled')
  })()
  expect(diagnostics.map(({ code, at }) => `${code} ${at}`).toSorted()).toEqual([
    'CM101 /settings/region/type',
    'CM101 /slug',
    'CM102 /colour',
    'CM202 /subscriptions/1/trigger',
    'CM401 /subscriptions/0/action',
    'CM403 /actions/send/requests/0/body/@path',
    'CM407 /settings/key',
    'CM502 /actions/send/fields/plan/default/@case/operator',
    'CM503 /actions/send/fields/id/default/@pth',
    'CM601 /constants/host/@jsonata',
    'CM701 /actions/send/requests/0/url',
  ])
})
