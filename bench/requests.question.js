import { readdirSync, readFileSync } from 'node:fs'
import { compile } from '../dist/api/index.js'
import { geometricMean, measure, report } from './measure.js'

export const question =
  'map and requests: each destination beside JSON.parse of the six calls and JSON.stringify of its bodies'

const folder = new URL('../destinations/', import.meta.url)
const read = url => JSON.parse(readFileSync(url, 'utf8'))
const events = read(new URL('../fixtures/events/six-calls.json', import.meta.url))
const texts = events.map(event => JSON.stringify(event))

/** Destinations that were there before the bar for new ones. */
const first = [
  ...['amplitude', 'braze', 'customerio', 'facebook-conversions', 'google-analytics-4', 'iterable', 'klaviyo'],
  ...['mixpanel', 'posthog', 'slack', 'webhook'],
]

export async function run() {
  const ratios = []
  for (const slug of readdirSync(folder)) {
    const definition = read(new URL(`${slug}/destination.json`, folder))
    const destination = compile(definition, { settings: settingsOf(slug) })
    const tokens = tokensOf(definition)
    const work = event => destination.requests(destination.map(event).actions, { tokens }).requests
    const bodies = events.flatMap(event =>
      work(event).flatMap(({ body }) => (body === undefined ? [] : [parsed(body)])),
    )
    const ns = await measure({
      callmap: () => {
        let length = 0
        for (const event of events) for (const { body } of work(event)) length += body?.length ?? 0
        return length
      },
      json: () => {
        let length = 0
        for (const text of texts) length += JSON.parse(text).type.length
        for (const body of bodies) length += JSON.stringify(body).length
        return length
      },
    })
    ratios.push(ns.callmap / ns.json)
    const hashes = JSON.stringify(definition).includes('$hash')
    report(`${slug}, ${bodies.length} bodies`, ns.callmap / ns.json, {
      atMost: hashes ? 2 : first.includes(slug) ? 1.5 : 1,
    })
  }
  report(`geometric mean of ${ratios.length} destinations`, geometricMean(ratios), { atMost: 0.5 })
}

/** Settings of the destination's own tests, with values in the place of references to secrets. */
function settingsOf(slug) {
  const { defaults = {} } = read(new URL(`${slug}/destination.test.json`, folder))
  const settings = Object.entries(defaults.settings ?? {})
  return Object.fromEntries(settings.map(([key, value]) => [key, value?.$secret === undefined ? value : 'secret']))
}

function tokensOf({ tokens = {} }) {
  const all = Object.values(tokens)
  const values = all.flatMap(({ values }) => Object.keys(values).map(name => [name, `${name}-1`]))
  const origins = all.flatMap(({ origins = {} }) =>
    Object.entries(origins).map(([name, { hosts }]) => [name, `https://${hosts[0].replace('*', 'a')}`]),
  )
  return Object.fromEntries([...values, ...origins])
}

/** Parses a body, so that `JSON.stringify` can encode it again for comparison. */
function parsed(body) {
  try {
    return JSON.parse(body)
  } catch {
    return Object.fromEntries(new URLSearchParams(body))
  }
}
