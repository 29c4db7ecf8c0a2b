import { readdirSync, readFileSync } from 'node:fs'
import { compile } from '../dist/api/index.js'
import { eleven } from './eleven.js'
import { geometricMean, measure, report } from './measure.js'
import { testSettings, tokenValues } from './testSettings.js'

export const question =
  'map and requests: each destination beside JSON.parse of the six calls and JSON.stringify of its bodies'

const folder = new URL('../destinations/', import.meta.url)
const read = url => JSON.parse(readFileSync(url, 'utf8'))
const events = read(new URL('../fixtures/events/six-calls.json', import.meta.url))
const texts = events.map(event => JSON.stringify(event))

export async function run() {
  const ratios = []
  for (const slug of readdirSync(folder)) {
    const definition = read(new URL(`${slug}/destination.json`, folder))
    const destination = compile(definition, { settings: testSettings(slug) })
    const tokens = tokenValues(definition)
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
      atMost: hashes ? 2 : eleven.includes(slug) ? 1.5 : 1,
    })
  }
  report(`geometric mean of ${ratios.length} destinations`, geometricMean(ratios), { atMost: 0.5 })
}

/** Parses a body, so that `JSON.stringify` can encode it again for comparison. */
function parsed(body) {
  try {
    return JSON.parse(body)
  } catch {
    return Object.fromEntries(new URLSearchParams(body))
  }
}
