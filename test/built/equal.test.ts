import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CompileError } from '../../src/api/index.ts'
import * as runtime from '../../src/api/runtime.ts'
import { buildModule } from '../../src/engine/index.ts'
import { hostileEvent } from '../property/hostile.ts'
import { share } from '../seed.ts'
import { compileSource, listEvents, listImports, listSettings, loadModule, outcome, sources } from './module.ts'

const built = sources.map(source => {
  const { name, definition, subscriptions } = source
  const { code } = buildModule(definition, subscriptions)
  const compiled = (settings: unknown) => compileSource(source, settings)
  // Other subscriptions read the same settings.
  const settings = listSettings(definition)
  return { name, definition, subscriptions, code, compiled, settings: subscriptions ? settings.slice(1, 2) : settings }
})

function diagnostics(make: () => unknown): unknown {
  try {
    make()
    return 'no mistake'
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics
  }
}

describe.each(built)('the module of $name', ({ name, definition, subscriptions, code, compiled, settings }) => {
  const module = loadModule(code)
  const pairs = settings.map(settings => [module.create({ settings }), compiled(settings)] as const)

  test('gives what `compile` gives, byte for byte', () => {
    const events = listEvents(definition.slug)
    expect(events.length).toBeGreaterThan(10)
    for (const [ours, theirs] of pairs) expect(outcome(ours, events)).toBe(outcome(theirs, events))
  })

  test('gives what `compile` gives for hostile events', () => {
    const several = fc.array(hostileEvent, { minLength: 1, maxLength: 3 })
    const check = fc.property(several, fc.constantFrom(...pairs), (events, [ours, theirs]) => {
      expect(outcome(ours, events)).toBe(outcome(theirs, events))
    })
    fc.assert(check, share(1500, name, built.length))
  })

  test('refuses wrong settings with the diagnostics of `compile`', () => {
    const keys = Object.keys(definition.settings ?? {})
    const wrong = [{}, { unknown: 1 }, [], null, 'text', ...keys.map(key => ({ ...settings[0], [key]: [{}] }))]
    for (const given of wrong) {
      expect(diagnostics(() => module.create({ settings: given }))).toEqual(diagnostics(() => compiled(given)))
    }
  })

  test('is the same text for the same input', () => {
    expect(buildModule(structuredClone(definition), structuredClone(subscriptions)).code).toBe(code)
  })

  test('throws one sentence beside another version of callmap', () => {
    const old = code.replaceAll(`"${runtime.version}"`, '"0.0.1"')
    expect(() => loadModule(old)).toThrow(
      `this module was built by callmap 0.0.1 and runs on ${runtime.version}: build it again`,
    )
  })
})

/** Functions of every part of the run time. */
const forgeries = [
  ...['basicAuth', 'callIds', 'fillUrl', 'fillWholeUrl', 'refusePayload', 'secretPlaces', 'settlePayload', 'wholeUrl'],
  ...['writeUrl', 'fieldOfEach', 'filterItems', 'regexMatcher', 'truthy', '$contains', '$merge', '$unixTime'],
]

test.each(forgeries)('the law notices a run time whose %s gives a constant', name => {
  const users = built.filter(({ code }) => listImports(code).includes(name))
  const isNoticed = users.some(({ code, definition, compiled, settings: all }) => {
    const settings = all.at(-1)
    const events = listEvents(definition.slug)
    try {
      const ours = loadModule(code, { ...runtime, [name]: () => undefined }).create({ settings })
      return outcome(ours, events) !== outcome(compiled(settings), events)
    } catch {
      return true
    }
  })
  expect(isNoticed).toBe(true)
})
