import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lint, rules } from '../../src/api/analysis.ts'
import { CompileError, codes, compile, type Definition } from '../../src/api/index.ts'
import { runs } from '../seed.ts'
import { deepFrozen, hostileEvent, hostileJson } from './hostile.ts'

const text = readFileSync(new URL('../../fixtures/definitions/own-api.json', import.meta.url), 'utf8')
const examples = [...rules.values()].flatMap(({ examples }) => [...examples.bad, ...examples.good])
const definitions: unknown[] = [JSON.parse(text), ...examples.map(part => ({ slug: 'demo', name: 'Demo', ...part }))]

type Node = Record<string, unknown>

function placesOf(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...at]]
  return [[...at], ...Object.keys(value).flatMap(key => placesOf((value as Node)[key], [...at, key]))]
}

/** A definition with anything in any of its places. */
const changed = fc.constantFrom(...definitions).chain(definition => {
  const places = placesOf(definition).filter(place => place.length > 0)
  return fc.record({ place: fc.constantFrom(...places), value: hostileJson }).map(({ place, value }) => {
    const copy = structuredClone(definition)
    const parent = place.slice(0, -1).reduce((node, key) => node[key] as Node, copy as Node)
    parent[place.at(-1)!] = value
    return copy
  })
})

test('random JSON has findings only in existing places', () => {
  fc.assert(
    fc.property(fc.oneof(hostileJson, changed), fc.option(hostileJson, { nil: undefined }), (definition, settings) => {
      for (const { code, at, message } of lint(deepFrozen(definition), { settings: settings as never })) {
        expect(codes).toHaveProperty(code)
        expect(at).toMatch(/^(\/|$)/)
        expect(message).not.toBe('')
      }
    }),
    { numRuns: runs(300) },
  )
})

test('random events never make the lint throw', () => {
  const definition = JSON.parse(text)
  fc.assert(
    fc.property(fc.array(hostileEvent, { maxLength: 30 }), events => {
      expect(Array.isArray(lint(definition, { events: events as never }))).toBe(true)
    }),
    { numRuns: runs(100) },
  )
})

test('every definition that does not compile has an error in the lint', () => {
  const settings = { baseUrl: 'https://api.example.com', token: { $secret: 'T' } }
  fc.assert(
    fc.property(changed, definition => {
      try {
        compile(definition as Definition, { settings })
      } catch (error) {
        expect(error).toBeInstanceOf(CompileError)
        expect(lint(definition, { settings }).map(({ severity }) => severity)).toContain('error')
      }
    }),
    { numRuns: runs(200) },
  )
})
