import { expect, expectTypeOf, test } from 'vitest'
import customerio from '../../destinations/customerio/destination.json' with { type: 'json' }
import mixpanel from '../../destinations/mixpanel/destination.json' with { type: 'json' }
import {
  type Action,
  compile,
  type Definition,
  type Failure,
  type Request,
  type SourceEvent,
} from '../../src/api/index.ts'

test('compile takes the type that TypeScript infers from JSON', () => {
  const destination = compile(customerio, { settings: { siteId: 's', apiKey: { $secret: 'KEY' } } })
  expect(destination.slug).toBe('customerio')
  expectTypeOf(compile).toBeCallableWith(mixpanel, { settings: { projectToken: 't' } })
  expectTypeOf<{ slug: string; name: string; actions: Record<string, never> }>().toExtend<Definition>()
})

test('results are read-only, with exact types', () => {
  const { actions, failures } = compile(customerio, { settings: { siteId: 's', apiKey: 'k' } }).map({ type: 'page' })
  expectTypeOf(actions).toEqualTypeOf<readonly Action[]>()
  expectTypeOf(failures).toEqualTypeOf<readonly Failure[]>()
  expectTypeOf<Request['actions']>().toEqualTypeOf<readonly number[]>()
  // @ts-expect-error an action is not written to
  const write = (action: Action) => (action.action = 'x')
  expect(write).toBeDefined()
})

test('a source event is one of six calls', () => {
  expectTypeOf<SourceEvent['type']>().toEqualTypeOf<'identify' | 'group' | 'track' | 'page' | 'screen' | 'alias'>()
})
