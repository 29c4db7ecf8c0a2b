import { readdirSync, readFileSync } from 'node:fs'
import { compile } from '../dist/api/index.js'
import { geometricMean, measure, report } from './measure.js'

export const question =
  'map and requests: each destination beside JSON.parse of its events and JSON.stringify of its bodies'

const folder = new URL('../destinations/', import.meta.url)
const read = url => JSON.parse(readFileSync(url, 'utf8'))
const events = read(new URL('../fixtures/events/six-calls.json', import.meta.url))
const texts = events.map(event => JSON.stringify(event))

export async function run() {
  const ratios = []
  for (const slug of readdirSync(folder)) {
    const definition = read(new URL(`${slug}/destination.json`, folder))
    const destination = compile(definition, { settings: settingsOf(definition) })
    const work = event => destination.requests(destination.map(event).actions).requests
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
    report(slug, ns.callmap / ns.json, { atMost: 1.5 })
  }
  report('geometric mean', geometricMean(ratios), { atMost: 1 })
}

/** Settings that are enough to compile with. */
function settingsOf({ settings = {} }) {
  const required = Object.entries(settings).filter(([, setting]) => setting.required && setting.default === undefined)
  return Object.fromEntries(required.map(([key, { type }]) => [key, type === 'number' ? 1 : `${key}-1`]))
}

/** Parses a body, so that `JSON.stringify` can encode it again for comparison. */
function parsed(body) {
  try {
    return JSON.parse(body)
  } catch {
    return Object.fromEntries(new URLSearchParams(body))
  }
}
