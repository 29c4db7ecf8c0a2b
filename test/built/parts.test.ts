import { describe, expect, test } from 'vitest'
import type { Destination } from '../../src/api/index.ts'
import { buildModule, type ModulePart, moduleParts } from '../../src/engine/index.ts'
import { findReached } from '../moduleGraph.ts'
import { sample } from '../seed.ts'
import { compileSource, listImports, listSettings, loadModule, type Source, sampleEvents, sources } from './module.ts'

const choices: readonly (readonly ModulePart[])[] = [
  ['map'],
  ['map', 'requests'],
  ['map', 'requests', 'batches'],
  ['map', 'requests', 'outcomes'],
  ['map', 'requests', 'tokens'],
  ['requests'],
  ['requests', 'batches'],
  ['outcomes'],
  ['tokens'],
]

/** Every source with some choices; every choice has some sources. */
const cases = sources.flatMap((source, i) => {
  const drawn = [choices[i % choices.length]!, ...sample(choices, source.name)]
  return [...new Set(drawn)].map((only): [string, Source, readonly ModulePart[]] => {
    return [`${source.name}: ${only.join()}`, source, only]
  })
})

/** Everything that the parts give, as JSON. `whole` makes the input of parts whose input is not made by another. */
function outcome(
  destination: Destination,
  whole: Destination,
  events: readonly unknown[],
  only: readonly ModulePart[],
) {
  const actions = events.flatMap(event => whole.map(event).actions)
  const forms = [{}, { after: true }, { redact: true }].map(form => ({
    ...form,
    ...(!only.includes('batches') && { batch: false }),
  }))
  const answers = [{ status: 200, body: { errors: ['no'] } }, { status: 400, body: 'no' }, { status: 429 }]
  const given = { refresh: 'refresh-0123456789' }
  const results: { readonly [part in ModulePart]: () => unknown } = {
    map: () => events.map(event => destination.map(event)),
    requests: () => forms.map(form => destination.requests(actions, { ...form, tokens: given })),
    batches: () => destination.requests(actions, { batch: true }),
    outcomes: () =>
      whole
        .requests(actions, { redact: true })
        .requests.flatMap(request => answers.map(answer => destination.outcomes(request, answer))),
    tokens: () =>
      ['oauth', 'access', 'unknown'].flatMap(name => [
        destination.tokenRequest(name, given),
        destination.tokenRequest(name, given, { redact: true }),
        ...answers.map(answer => destination.token(name, answer, given)),
      ]),
  }
  return JSON.stringify(only.map(part => results[part]()))
}

test.each(cases)('%s', (_, source, only) => {
  const { code } = buildModule(source.definition, source.subscriptions, { only })
  const settings = listSettings(source.definition)[1]!
  const compiled = compileSource(source, settings)
  const built = loadModule(code).create({ settings }) as unknown as Destination
  const members = only.flatMap(part => moduleParts[part])
  expect(Object.keys(built)).toEqual(['slug', 'name', ...members])
  const events = sampleEvents(source, compiled)
  expect(outcome(built, compiled, events, only)).toBe(outcome(compiled, compiled, events, only))
})

describe('a module loads nothing of other parts', () => {
  /** Files of each part. One of the two destinations has batches, and the other has tokens. */
  const files: { readonly [part in ModulePart]: RegExp } = {
    map: /^engine\/run\/map\.ts$/,
    requests: /^engine\/run\/requests\.ts$/,
    batches: /^engine\/run\/(?:batches|queue)\.ts$|^request\/cut\.ts$/,
    outcomes: /^engine\/run\/outcomes\.ts$|^response\/read(?:Outcomes|Errors)\.ts$/,
    tokens: /^engine\/run\/tokenRequests\.ts$|^response\/readToken\.ts$/,
  }
  const load = (only: readonly ModulePart[]) =>
    ['customerio', 'google-ads-conversions'].flatMap(slug => {
      const { definition } = sources.find(({ name }) => name === slug)!
      const { code } = buildModule(definition, undefined, { only })
      return listImports(code).flatMap(name => [...findReached('runtime/index.ts', name)])
    })

  test.each(choices.map(only => [only.join(), only] as const))('%s', (_, only) => {
    const loaded = load(only)
    for (const [part, pattern] of Object.entries(files)) {
      const isLoaded = loaded.some(file => pattern.test(file))
      expect([part, isLoaded]).toEqual([part, only.some(one => one === part)])
    }
  })

  test('a module that only maps has no code for requests and answers', () => {
    expect(load(['map']).filter(file => /^(?:request|response)\/(?!requestError)/.test(file))).toEqual([])
  })
})
