import { expect, test } from 'vitest'
import { lenientProgram } from '../engine/index.ts'
import { isIpv4, isIpv6 } from '../value/index.ts'
import { redactEvent } from './redactEvent.ts'
import { redactFor } from './testsFromEvents.ts'

test('addresses of computers are replaced by others', () => {
  const given = { type: 'track', context: { ip: '203.0.113.20', server: { ip: '2a02:6b8::1' } } }
  const { context } = redactEvent(given, () => true) as typeof given
  expect([isIpv4(context.ip), isIpv6(context.server.ip)]).toEqual([true, true])
  expect(JSON.stringify(context)).not.toMatch(/203\.0\.113|2a02/)
})

test('an address that a field checks is not kept', () => {
  const fields = {
    ip: { type: 'string', format: 'ipv4', required: true, default: { '@path': '$.context.ip' } },
  } as const
  const subscriptions = [{ action: 'send', trigger: 'type = "track"' }]
  const destination = lenientProgram({ slug: 'a', name: 'A', actions: { send: { fields } }, subscriptions }).account()
  const redacted = redactFor({ type: 'track', event: 'A', context: { ip: '203.0.113.20' } }, destination)
  expect(JSON.stringify(redacted)).not.toContain('203.0.113.20')
  expect(destination.map(redacted).failures).toEqual([])
})
