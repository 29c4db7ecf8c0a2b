import once from 'lodash-es/once.js'
import { describe, expect, test } from 'vitest'
import { compile, type Definition, type JsonObject, type SubscriptionDefinition } from '../../src/api/index.ts'
import { hasVectors, readVectors } from '../vectors.ts'

interface Recorded {
  readonly destination: string
  readonly subscription: SubscriptionDefinition & { readonly name: string }
  readonly fields: Definition['fields'] & object
  readonly cases: readonly { readonly name: string; readonly event: JsonObject; readonly payload?: JsonObject }[]
}

const { subscriptions } = readVectors<{ subscriptions: readonly Recorded[] }>('segment-payloads.json', {
  subscriptions: [],
})

describe.skipIf(!hasVectors)('payloads of published destinations (needs ../shared/vectors)', () => {
  for (const { destination: slug, subscription, fields, cases } of subscriptions) {
    describe(`${slug}: ${subscription.name}`, () => {
      const definition = { slug, name: slug, actions: { [subscription.action]: { fields } } }
      const compiled = once(() => compile(definition, { subscriptions: [subscription] }))

      test.each(cases)('$name', ({ event, payload }) => {
        const { actions, failures } = compiled().map(event)
        if (payload === undefined) {
          expect(actions).toEqual([])
          expect(failures).not.toEqual([])
        } else {
          expect(failures).toEqual([])
          expect(actions.map(action => action.payload)).toEqual([payload])
        }
      })
    })
  }
})
