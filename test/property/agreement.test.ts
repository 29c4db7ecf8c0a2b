import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lint, rules } from '../../src/api/analysis.ts'
import { CompileError, compile, type Definition, type Destination, normalize } from '../../src/api/index.ts'
import { parseSuite, runCase } from '../../src/suite/index.ts'
import { bundled, definitionOf, readJson, requiredSettings, slugs } from '../destinations/sent.ts'
import { runs, share } from '../seed.ts'
import { deepFrozen, hostileEvent, hostileJson } from './hostile.ts'

const own = readJson('fixtures/definitions/own-api.json') as unknown as Definition
const destinations = [
  compile(own, { settings: requiredSettings(own) }),
  ...slugs.map(slug => bundled(slug, requiredSettings(definitionOf(slug)))),
]

describe('a test file', () => {
  test.each(destinations.map(it => [it.slug, it] as const))(
    'has the payloads and requests of %s',
    (slug, destination) => {
      fc.assert(
        fc.property(hostileEvent, event => {
          const suite = parseSuite({ tests: [{ name: 'any', event: deepFrozen(event) as never }] })
          const host = { compile: () => [destination], readEvent: () => null }
          const { output } = runCase(suite.cases[0]!, suite, host)
          const { actions, failures } = destination.map(output!.events[0])
          const { requests, failures: unsent, skipped } = destination.requests(actions, { batch: false })
          expect(unsent).toEqual([])
          const silent = new Set(skipped.map(({ index }) => actions[index]))
          expect(output!.sent.map(({ event: _, requests: __, ...sent }) => sent)).toEqual(
            actions
              .filter(action => !silent.has(action))
              .map(({ subscription, action, payload }) => ({ subscription, action, payload })),
          )
          expect(output!.sent.flatMap(({ requests }) => requests.map(({ method, url }) => [method, url]))).toEqual(
            requests.map(({ method, url }) => [method, url]),
          )
          expect(output!.errors.filter(({ subscription }) => subscription !== undefined)).toEqual(failures)
        }),
        share(300, slug, destinations.length),
      )
    },
  )
})

/** A mapping that gives one kind of value, or none. */
const mapping = fc.oneof(
  hostileJson.filter(value => !JSON.stringify(value).includes('@')),
  fc
    .constantFrom('$.userId', '$.usrId', '$.properties', '$.traits.email', '$.timestamp')
    .map(path => ({ '@path': path })),
  fc.constantFrom('$number(userId)', '[userId]', '{"id": userId}', 'userId = "x"').map(text => ({ '@jsonata': text })),
  fc.constantFrom('lower', 'uper').map(to => ({ '@case': { value: { '@path': '$.userId' }, to } })),
)
const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'datetime', 'object', 'strnig')
const trigger = fc.constantFrom('type = "track"', 'type = "identify" or userId != null', 'type = "track" and')

/** Definitions of which many have mistakes: some that keep them from compiling, some that only the lint knows. */
const definition = fc.record({ type, mapping, trigger }).map(({ type, mapping, trigger }) => ({
  slug: 'demo',
  name: 'Demo',
  actions: { send: { fields: { id: { type, required: true } } } },
  subscriptions: [{ name: 'all', action: 'send', trigger, mapping: { id: mapping } }],
}))

function compiled(definition: unknown): Destination | undefined {
  try {
    return compile(definition as Definition)
  } catch (error) {
    expect(error).toBeInstanceOf(CompileError)
    return undefined
  }
}

describe('an error of the lint', () => {
  test('does not compile, unless it comes from a rule', () => {
    let refused = 0
    fc.assert(
      fc.property(definition, definition => {
        const errors = lint(definition, { settings: {} }).filter(({ severity }) => severity === 'error')
        const isOfCompile = errors.some(({ code }) => !rules.has(code))
        expect(compiled(definition) === undefined, JSON.stringify(errors)).toBe(isOfCompile)
        if (isOfCompile) refused++
      }),
      { numRuns: runs(100) },
    )
    expect(refused).toBeGreaterThan(runs(5))
  })

  /** The lint assumes valid calls, so only the other parts of these calls are hostile. */
  const call = hostileEvent
    .map(event => normalize({ ...event, messageId: 'm', userId: 'u', event: 'E', timestamp: '2026-03-01' }).events)
    .filter(events => events.length > 0)
    .map(([event]) => event!)

  test('makes events fail if it compiles and a required field has no value', () => {
    let impossible = 0
    fc.assert(
      fc.property(definition, fc.array(call, { minLength: 3, maxLength: 3 }), (definition, events) => {
        const destination = compiled(definition)
        if (destination === undefined) return
        const isImpossible = lint(definition, { settings: {} }).some(({ code }) => code === 'CM301' || code === 'CM411')
        for (const event of events) {
          const { actions, failures } = destination.map(event)
          for (const { payload } of actions) expect(payload).toHaveProperty('id')
          const isMatched = destination.explain(event).verdicts.some(({ verdict }) => verdict !== 'unmatched')
          expect(actions.length > 0 || failures.length > 0).toBe(isMatched)
          if (!isImpossible || !isMatched) continue
          impossible++
          expect(actions).toEqual([])
          expect(failures.map(({ subscription, at }) => [subscription, at])).toEqual([['all', '/id']])
        }
      }),
      { numRuns: runs(100) },
    )
    expect(impossible).toBeGreaterThan(runs(5))
  })
})
