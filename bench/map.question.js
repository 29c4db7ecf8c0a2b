import { readFileSync } from 'node:fs'
import { compile } from '../dist/api/index.js'
import { byHand } from './byHand.js'
import { measure, report } from './measure.js'
import { publishedPipeline } from './published.js'

export const question = 'map: the six calls through the default subscriptions of Customer.io'

const read = path => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const definition = read('../destinations/customerio/destination.json')
const events = read('../fixtures/events/six-calls.json')
const texts = events.map(event => JSON.stringify(event))

export async function run() {
  const destination = compile(definition, { settings: { siteId: 's-1', apiKey: 'k-1' } })
  const shipped = publishedPipeline(definition, { parsesTriggersOnce: false })
  const parsed = publishedPipeline(definition, { parsesTriggersOnce: true })
  const each = map => () => {
    let count = 0
    for (const event of events) count += map(event).actions.length
    return count
  }
  const contestants = {
    callmap: each(event => destination.map(event)),
    shipped: each(shipped),
    parsed: each(parsed),
    parse: () => {
      let count = 0
      for (const text of texts) count += JSON.parse(text).type.length
      return count
    },
    hand: each(byHand),
  }
  agree(destination, [shipped, parsed, byHand])
  const ns = await measure(contestants)
  console.log(`  ${Math.round(ns.callmap / events.length)} ns for an event`)
  report("faster than Segment's published pipeline as it ships", ns.shipped / ns.callmap, { atLeast: 500 })
  report('faster than the same with its triggers parsed beforehand', ns.parsed / ns.callmap, { atLeast: 80 })
  report('of the time of JSON.parse of the same events', ns.callmap / ns.parse, { atMost: 0.2 })
  report('of the time of the same mapping written by hand', ns.callmap / ns.hand, { atMost: 2.5 })
}

/** Contestants that do not do the same are not compared. */
function agree(destination, others) {
  for (const event of events) {
    const expected = JSON.stringify(
      destination.map(event).actions.map(({ action, payload }) => [action, sorted(payload)]),
    )
    for (const map of others) {
      const actual = JSON.stringify(map(event).actions.map(({ action, payload }) => [action, sorted(payload)]))
      if (actual !== expected) throw new Error(`${map.name} differs for ${event.type}:\n${actual}\n${expected}`)
    }
  }
}

function sorted(payload) {
  return Object.fromEntries(Object.entries(payload).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
