import { describe, expect, it } from 'vitest'
import { definitionOf, sharedProgram, slugs } from '../../test/destinations/sent.ts'
import { sample } from '../../test/seed.ts'
import { workspace } from '../../test/workspace.ts'
import { resolveSubscriptions } from '../analysis/index.ts'
import type { Definition, SubscriptionDefinition } from '../destination/index.ts'
import { inspect } from '../engine/index.ts'
import { normalize } from '../event/index.ts'
import { waysToSatisfy } from '../trigger/index.ts'
import type { Json } from '../value/index.ts'
import { loadDestinations, type Selection } from '../workspace/index.ts'
import { fillSettings } from './exampleSettings.ts'
import { type SampleTarget, sampleEvent } from './sampleEvent.ts'

function load(selection: Selection): SampleTarget[] {
  return loadDestinations(workspace, selection).map(({ source: { definition: file, mappings }, destination }) => {
    const definition = file.value as unknown as Definition
    const own = mappings?.subscriptions as Definition['subscriptions']
    return { destination, definition, subscriptions: own ?? definition.subscriptions ?? [] }
  })
}

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

const all = slugs.flatMap(slug => {
  const definition = definitionOf(slug)
  const subscriptions = resolveSubscriptions(definition)
  const { settings } = fillSettings(slug, definition as unknown as Json, undefined, undefined)
  const targets = [{ destination: sharedProgram(slug).account({ settings }), definition, subscriptions }]
  return sample(namesIn(subscriptions), slug).map(name => ({ slug, targets, name }))
})

it.each(all)('$slug: $name', ({ targets, name }) => {
  const made = sampleEvent(name, targets)
  const { events, diagnostics } = normalize('event' in made ? made.event : undefined)
  const [{ destination }] = targets as [SampleTarget]
  const fired = inspect(destination)
    .trace(events[0])
    .some(({ matched }) => matched)
  // Checks may concern the example settings, which no event can fix.
  const failures = destination.map(events[0]).failures.filter(({ code }) => code !== 'CM904')
  expect({ diagnostics, fired, failures }).toEqual({ diagnostics: [], fired: true, failures: [] })
})

describe('a name that no trigger admits is refused', () => {
  const ownApi = load({ paths: 'fixtures/mappings/own-api.json' })
  it.each([
    ['Order Complete', 'did you mean `Order Completed`?'],
    ['order completed', 'did you mean `Order Completed`?'],
    ['identfy', 'did you mean `identify`?'],
    ['Something Else', 'triggers name `Order Completed`'],
  ])('%s', (name, help) => {
    expect(sampleEvent(name, ownApi)).toEqual({ refused: { message: `no trigger admits an event \`${name}\``, help } })
  })

  it('is accepted if a trigger admits any name', () => {
    expect(sampleEvent('Invoce Paid', load({ definitions: ['customerio'] }))).toMatchObject({
      event: { type: 'track' },
    })
  })
})
