import { describe, expect, it } from 'vitest'
import type { Definition, SubscriptionDefinition } from '../destination/index.ts'
import { normalize } from '../event/index.ts'
import { bundledSlugs } from '../node/bundled.ts'
import { waysToSatisfy } from '../trigger/index.ts'
import { type LoadedDestination, loadDestinations } from '../workspace/load.ts'
import { Stop } from '../workspace/workspaceError.ts'
import { sampleEvent } from './sampleEvent.ts'

/** Names of events and call types in the triggers of a destination. */
function namesIn(subscriptions: readonly SubscriptionDefinition[]): string[] {
  const names = subscriptions.flatMap(({ trigger }) =>
    waysToSatisfy(trigger).flatMap(way => {
      const [type, event] = ['type', 'event'].map(key => way.find(({ path }) => path.join() === key)?.values[0])
      return typeof event === 'string' ? [event] : typeof type === 'string' ? [type] : []
    }),
  )
  return [...new Set(names)]
}

const all = bundledSlugs().flatMap(slug => {
  const loaded = loadDestinations({ destination: [slug] })
  const { subscriptions } = loaded[0]!.use.definition.value as unknown as Definition
  return namesIn(subscriptions ?? []).map(name => ({ slug, loaded, name }))
})

it.each(all)('$slug: $name', ({ loaded, name }) => {
  const { events, diagnostics } = normalize(sampleEvent(name, loaded))
  const [{ destination }] = loaded as [LoadedDestination]
  const fired = destination.trace(events[0]).some(({ matched }) => matched)
  // Checks may concern the example settings, which no event can fix.
  const failures = destination.map(events[0]).failures.filter(({ code }) => code !== 'CM904')
  expect({ diagnostics, fired, failures }).toEqual({ diagnostics: [], fired: true, failures: [] })
})

describe('a name that no trigger admits is refused', () => {
  const ownApi = loadDestinations({ mappings: 'fixtures/mappings/own-api.json' })
  it.each([
    ['Order Complete', 'did you mean `Order Completed`?'],
    ['order completed', 'did you mean `Order Completed`?'],
    ['identfy', 'did you mean `identify`?'],
    ['Something Else', 'triggers name `Order Completed`'],
  ])('%s', (name, help) => {
    const problem = { message: `no trigger admits an event \`${name}\``, help }
    expect(() => sampleEvent(name, ownApi)).toThrow(Stop)
    try {
      sampleEvent(name, ownApi)
    } catch (error) {
      expect((error as Stop).problems).toEqual([problem])
    }
  })

  it('but not where some trigger admits any name', () => {
    expect(sampleEvent('Invoce Paid', loadDestinations({ destination: ['customerio'] }))).toMatchObject({
      type: 'track',
    })
  })
})
