import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspect } from '../../src/api/analysis.ts'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { formatTests, parseDestination, resolveSettings } from '../../src/destination/index.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { parseTemplates } from '../../src/engine/emit/templates.ts'
import { SharedTracedCode } from '../../src/engine/explain/tracedCode.ts'
import { TracedProgram } from '../../src/engine/explain/tracedProgram.ts'
import { Linker } from '../../src/engine/linker.ts'
import { makeAccount } from '../../src/engine/run/account.ts'
import { renderRequests } from '../../src/engine/run/requests.ts'
import { bundled, definitionOf, readJson, requiredSettings, slugs } from '../destinations/sent.ts'
import { share } from '../seed.ts'
import { deepFrozen, hostileEvent } from './hostile.ts'

const cases = slugs.map(slug => {
  const definition = definitionOf(slug)
  const settings = requiredSettings(definition)
  const problems = new DiagnosticBag()
  const parsed = parseDestination(definition, undefined, problems)!
  const templates = parseTemplates(parsed)
  const resolved = resolveSettings(parsed.definition, settings, formatTests, problems)
  const account = makeAccount(new Linker(parsed, templates).destination, resolved, problems)
  const traced = new TracedProgram(new SharedTracedCode(parsed, templates).link(parsed), account)
  const render = (actions: Parameters<typeof renderRequests>[0], batch: boolean) =>
    renderRequests(actions, traced.requestContext, { batch })
  const events: Json[] = Object.values(
    (readJson(`destinations/${slug}/destination.test.json`) as JsonObject).events ?? {},
  )
  return [slug, { destination: bundled(slug, settings), render, events }] as const
})

const anyAnswer = fc.record({ status: fc.integer({ min: 100, max: 599 }), body: fc.jsonValue() })

describe.each(cases)('%s', (slug, { destination, render, events }) => {
  const arms = new Map(
    [
      ...inspect(destination).subscriptions.flatMap(({ branches }) => branches),
      ...inspect(destination).shared.flatMap(({ call, answers = [], branches }) => [
        ...(call ? [call] : []),
        ...answers,
        ...branches,
      ]),
    ].map(({ at, span, arms }) => [`${at} ${span?.start} ${span?.end}`, arms.length]),
  )
  const anyEvent = events.length > 0 ? fc.oneof(fc.constantFrom(...events), hostileEvent) : hostileEvent

  test('trace points do not change requests, and every traced arm is a coverage target', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 3 }), anyAnswer, (events, answer) => {
        const actions = events.flatMap(event => destination.map(deepFrozen(event)).actions)
        for (const batch of [false, true]) {
          const [plain, traced] = [destination.requests(actions, { batch }), render(actions, batch)]
          expect(traced).toEqual(plain)
          expect(traced.failures).toEqual(plain.failures)
        }
        const { requests } = destination.requests(actions)
        const taken = [
          ...events.flatMap(event => inspect(destination).trace(event)).flatMap(({ branches }) => branches),
          ...requests.flatMap(request => inspect(destination).traceAnswer(request, answer)),
        ]
        for (const { at, span, arms: numbers } of taken) {
          const count = arms.get(`${at} ${span?.start} ${span?.end}`) ?? 0
          for (const arm of numbers) expect(arm).toBeLessThan(count)
        }
      }),
      share(400, slug, slugs.length),
    )
  })
})
