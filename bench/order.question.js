import { readdirSync, readFileSync } from 'node:fs'
import { inspect } from '../dist/api/analysis.js'
import { compile } from '../dist/api/index.js'
import { report } from './measure.js'
import { requiredSettings } from './requiredSettings.js'

export const question = 'requests of many actions in one call: 100,000 beside 10,000 of 500 people'

const folder = new URL('../destinations/', import.meta.url)
const read = url => JSON.parse(readFileSync(url, 'utf8'))
const events = read(new URL('../fixtures/events/six-calls.json', import.meta.url))

export async function run() {
  for (const slug of readdirSync(folder)) {
    const definition = read(new URL(`${slug}/destination.json`, folder))
    const destination = compile(definition, { settings: requiredSettings(definition) })
    if (inspect(destination).subscriptions.length === 0) continue
    const [few, many] = [10_000, 100_000].map(count => actionsOf(destination, count))
    report(slug, cpu(destination, many) / cpu(destination, few), { atMost: 12 })
  }
}

/** Makes actions of 500 people, who make the six calls in turn. */
export function actionsOf(destination, count) {
  const actions = []
  for (let n = 0; actions.length < count; n++) {
    const person = (n * 7919) % 500
    const ids = { userId: `u-${person}`, anonymousId: `0f4b5d2e-1c1a-4e0e-9a67-${String(person).padStart(12, '0')}` }
    const event = { ...events[n % events.length], ...ids, messageId: `m-${n}` }
    const { actions: made } = destination.map(event)
    actions.push(...made)
    if (n > count * 10) break
  }
  return actions.slice(0, count)
}

/** The CPU time of the fastest of three runs, in milliseconds. */
export function cpu(destination, actions) {
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage()
    destination.requests(actions)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  })
  return Math.min(...times)
}
