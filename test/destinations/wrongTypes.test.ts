import { expect, test } from 'vitest'
import type { Settings } from '../../src/api/index.ts'
import { type Body, bundled, definitionOf, readJson, slugs } from './sent.ts'

/** A string or list where an object belongs is never taken apart into the keys "0", "1", … */

const wrong: Body[] = ['abc', ['x', 'y']]

/** The settings and events of a destination's own tests, and the six calls. */
function testsOf(slug: string): { settings: Settings; events: Body[] } {
  const { defaults, events = {}, tests } = readJson(`destinations/${slug}/destination.test.json`) as Body
  const settings = Object.entries(defaults?.settings ?? {}).map(([key, value]) => [
    key,
    typeof value === 'object' ? 'secret' : value,
  ])
  const own = [...Object.values(events), ...tests.map(({ event }: Body) => event)]
  const calls = readJson('fixtures/events/six-calls.json') as Body[]
  return {
    settings: Object.fromEntries(settings),
    events: [...calls, ...own].filter(event => typeof event === 'object'),
  }
}

/** The event once for each object in it, with another value in its place, and for each of `extra` that it lacks. */
function* replaced(event: Body, value: Body): Generator<Body> {
  const places = [
    ...objectsIn(event, []),
    ...['traits', 'properties', 'context'].map(key => [key]),
    ...['objectAttributes', 'relationshipAttributes', 'address', 'company'].map(key => ['traits', key]),
    ...['products', 'user_properties', 'custom_attributes'].map(key => ['properties', key]),
    ...['traits', 'campaign', 'device', 'app', 'page', 'os'].map(key => ['context', key]),
  ]
  for (const place of places) {
    const copy = structuredClone(event)
    let target = copy
    for (const key of place.slice(0, -1)) target = target?.[key] ?? {}
    target[place.at(-1)!] = value
    yield copy
  }
}

function objectsIn(value: Body, path: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, member]) => objectsIn(member, [...path, key]))
  return path.length === 0 ? inner : [[...path], ...inner]
}

/** The places at which an object has the keys of a list. */
function takenApart(value: Body, path: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = !Array.isArray(value) && Object.hasOwn(value, '0') ? [path] : []
  return [...own, ...Object.entries(value).flatMap(([key, member]) => takenApart(member, `${path}/${key}`))]
}

test.each(slugs)('%s', slug => {
  const { settings, events } = testsOf(slug)
  const destination = bundled(slug, settings)
  let count = 0
  for (const event of events) {
    for (const value of wrong) {
      for (const changed of replaced(event, value)) {
        const { actions } = destination.map(changed)
        const { requests } = destination.requests(actions, { batch: false })
        const bodies = requests.map(({ body }) => (/^[[{]/.test(body ?? '') ? JSON.parse(body!) : body))
        const found = [...actions.map(({ payload }) => payload), ...bodies].flatMap(one => takenApart(one, ''))
        expect(found, JSON.stringify(changed)).toEqual([])
        count += actions.length
      }
    }
  }
  if (definitionOf(slug).subscriptions?.length) expect(count).toBeGreaterThan(40)
})
