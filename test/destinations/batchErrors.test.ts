import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseDefinition } from '../../src/destination/index.ts'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'

/** Batches whose vendors name no item in their answers: they answer for the whole batch. */
const answeredAsOne = [
  'algolia-insights productClickedEvents',
  'algolia-insights productViewedEvents',
  'algolia-insights productAddedEvents',
  'algolia-insights conversionEvents',
  'algolia-insights productListViewedEvents',
  'algolia-insights productListFilteredEvents',
  'launchdarkly trackEvent',
  'launchdarkly aliasUser',
  'posthog event',
  'reddit-conversions standardEvent',
  'reddit-conversions customEvent',
  'snap-conversions reportConversionEvent',
  'tiktok-conversions reportWebEvent',
  'webhook send',
]

const folder = new URL('../../destinations/', import.meta.url)
const batches = readdirSync(folder).flatMap(slug => {
  const written = JSON.parse(readFileSync(new URL(`${slug}/destination.json`, folder), 'utf8'))
  const { actions, definition } = parseDefinition(written, new DiagnosticBag())!
  return [...actions.values()].flatMap(({ key, definition: { requests: [single] = [], batch } }) => {
    const responses = [batch?.request, single, definition.request].map(request => request?.response)
    return batch ? [{ name: `${slug} ${key}`, errors: responses.find(response => response?.errors)?.errors }] : []
  })
})

test('batches read the errors of their items, except where the vendor names none', () => {
  const without = batches.filter(({ errors }) => errors === undefined)
  expect(without.map(({ name }) => name)).toEqual(answeredAsOne)
})
