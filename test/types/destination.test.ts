import { readFileSync } from 'node:fs'
import type { CustomerioTypes } from 'callmap/destinations/customerio.js'
import { expect, expectTypeOf, test } from 'vitest'
import customerio from '../../destinations/customerio/destination.json' with { type: 'json' }
import { inspect } from '../../src/api/analysis.ts'
import { type AccountOptions, type Action, compile } from '../../src/api/index.ts'

const settings = { siteId: 's', apiKey: { $secret: 'KEY' }, region: 'EU' } as const
const destination = compile<CustomerioTypes>(customerio, { settings })
const { actions } = destination.map({ type: 'track', userId: 'u-1', event: 'Signed Up', properties: { plan: 'pro' } })

test('settings have the types of the definition', () => {
  type Typed = AccountOptions<CustomerioTypes>
  expectTypeOf<Typed['settings']>().toEqualTypeOf<CustomerioTypes['settings'] | undefined>()
  expectTypeOf(settings).toExtend<CustomerioTypes['settings']>()
  expectTypeOf<{ siteId: string; apiKey: string; region: 'Mars' }>().not.toExtend<CustomerioTypes['settings']>()
  expectTypeOf<{ siteId: string }>().not.toExtend<CustomerioTypes['settings']>()
})

test('`action` narrows the type of the payload', () => {
  const [action] = actions
  expect(action?.action).toBe('trackEvent')
  if (action?.action !== 'trackEvent') return
  expect(action.payload.name).toBe('Signed Up')
  expectTypeOf(action.payload).toEqualTypeOf<CustomerioTypes['actions']['trackEvent']>()
  expectTypeOf(action.payload.name).toEqualTypeOf<string>()
  // @ts-expect-error the action has no such field
  expect(action.payload.nme).toBeUndefined()
})

test('typed destinations and actions are assignable to untyped ones', () => {
  expectTypeOf(actions).toExtend<readonly Action[]>()
  expect(destination.requests(actions, { redact: true }).requests).toHaveLength(1)
  expect(inspect(destination).subscriptions.length).toBeGreaterThan(0)
})

test('compile works without types', () => {
  expectTypeOf(compile(customerio, { settings }).map({}).actions).toEqualTypeOf<readonly Action[]>()
})

test('the sample of docs/types.md equals the compiled sample', () => {
  const [page, sample] = ['../../docs/types.md', './sample.ts'].map(path =>
    readFileSync(new URL(path, import.meta.url), 'utf8'),
  )
  expect(page).toContain(`\n\`\`\`ts\n${sample}\`\`\`\n`)
})
