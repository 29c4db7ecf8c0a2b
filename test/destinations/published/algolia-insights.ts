import type { Difference } from '../published.ts'
import type { Body } from '../sent.ts'

const keys = [
  ...['eventName', 'eventType', 'eventSubtype', 'index', 'queryID', 'objectIDs', 'objectData', 'positions', 'filters'],
  ...['userToken', 'authenticatedUserToken', 'timestamp'],
]
const carried: Readonly<Record<string, readonly string[]>> = {
  productAddedEvents: ['value', 'currency'],
  conversionEvents: ['value', 'currency'],
}

export const differences: readonly Difference[] = [
  difference('AL-a', (event, action) => {
    const kept = [...keys, ...(carried[action] ?? [])]
    return pick(
      event,
      key => kept.includes(key) && !(key === 'value' && !['number', 'string'].includes(typeof event.value)),
    )
  }),
  difference('AL-b', event => pick(event, key => key !== 'queryID' || /^[0-9a-f]{32}$/.test(event.queryID))),
  difference('AL-c', (event, action) => {
    if (action !== 'productClickedEvents' || (event.queryID && event.positions?.[0] > 0)) return event
    return pick(event, key => key !== 'queryID' && key !== 'positions')
  }),
  difference('AL-d', event => {
    if (!event.filters) return event
    const encode = (filter: string) => filter.replace(/:.*/, value => `:${encodeURIComponent(value.slice(1))}`)
    return { ...event, filters: event.filters.map(encode) }
  }),
]

function pick(event: Body, keeps: (key: string) => boolean): Body {
  return Object.fromEntries(Object.entries(event).filter(([key]) => keeps(key)))
}

function difference(letter: string, change: (event: Body, action: string) => Body): Difference {
  return {
    letter,
    change: (requests, { action }) => {
      if (requests === 'rejected') return requests
      return requests.map(({ body, ...request }) => ({
        ...request,
        body: { events: body.events.map((event: Body) => change(event, action)) },
      }))
    },
  }
}
