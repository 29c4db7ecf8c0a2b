import { compile } from '../dist/api/index.js'
import { measure, report } from './measure.js'

export const question = 'dispatch: one event of ten subscriptions on distinct event names, and of ten thousand'

const definition = {
  slug: 'many',
  name: 'Many',
  actions: {
    send: {
      fields: {
        id: { type: 'string', required: true, default: { '@path': '$.userId' } },
        name: { type: 'string', default: { '@path': '$.event' } },
        data: { type: 'object', default: { '@path': '$.properties' } },
      },
    },
  },
}

function destinationOf(count) {
  const subscriptions = Array.from({ length: count }, (_, i) => ({
    name: `on ${i}`,
    action: 'send',
    trigger: `type = "track" and event = "Event ${i}"`,
  }))
  return compile(definition, { subscriptions })
}

export async function run() {
  const ten = destinationOf(10)
  const start = performance.now()
  const many = destinationOf(10_000)
  console.log(`  ${Math.round(performance.now() - start)} ms to compile ten thousand`)
  const events = Array.from({ length: 10 }, (_, i) => ({
    type: 'track',
    event: `Event ${i}`,
    userId: 'u',
    properties: { i },
  }))
  const spread = Array.from({ length: 10 }, (_, i) => ({ ...events[i], event: `Event ${i * 997}` }))
  const each = (destination, events) => () => {
    let count = 0
    for (const event of events) count += destination.map(event).actions.length
    return count
  }
  const ns = await measure({ ten: each(ten, events), many: each(many, spread) })
  report('of the time with ten, for an event with ten thousand', ns.many / ns.ten, { atMost: 1.5 })
}
