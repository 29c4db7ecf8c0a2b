import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { BrokerKind } from './brokers.ts'
import { judge, writeEvents } from './events.ts'
import { until } from './process.ts'
import { setUp } from './setUp.ts'
import { definition, reply } from './vendor.ts'

/** Requests after which an access token has ended. */
const uses = 600

/** Sets up an account with tokens, and a vendor without trouble. */
async function setUpTokens(kind: BrokerKind) {
  const { machine, vendor, files, writeAccount, url } = await setUp([], kind)
  const oauth = {
    request: {
      url: { '@template': '{{settings.url}}/token' },
      encoding: 'form',
      body: { refresh_token: { '@path': '$.tokens.refresh' } },
    },
    values: { access: { '@path': '$.response.body.access' }, refresh: { '@path': '$.response.body.refresh' } },
  }
  // One request for each event, so that there are many.
  const { batch: _, ...step } = definition.actions.step
  const actions = { step }
  const request = { ...definition.request, auth: { bearer: { '@path': '$.tokens.access' } } }
  writeFileSync(join(files, '../steps.json'), JSON.stringify({ ...definition, actions, tokens: { oauth }, request }))
  writeAccount('acme', { settings: { url: `${url}/acme`, key: 'k' } })
  vendor.trouble = 0
  return { machine, vendor }
}

/** A refresh token that works once survives kills, and one worker at a time uses it. */
export async function testKills(kind: BrokerKind) {
  const { machine, vendor } = await setUpTokens(kind)
  let [current, left, refreshes, refused] = [1, uses, 0, 0]
  vendor.intercept = ({ path, body, authorization }) => {
    if (path === '/acme/token') {
      if (body !== `refresh_token=r-${current}`) {
        refused++
        return reply(400, { error: 'invalid_grant' })
      }
      refreshes++
      current++
      left = uses
      return reply(200, { access: `a-${current}`, refresh: `r-${current}` })
    }
    return authorization === `Bearer a-${current}` && left-- > 0 ? undefined : reply(401)
  }
  const written = writeEvents(4000, 400).filter(({ kind }) => kind === 'good')
  await machine.connect('acme', { access: 'a-0', refresh: 'r-1' })
  const second = await machine.startWorker()
  let first = await machine.startWorker()
  const publisher = machine.publish(written.map(({ event }) => event))
  for (let kill = 0; kill < 2; kill++) {
    const before = vendor.accepted.length
    // Between the vendor's answer and the broker's, nobody but the killed worker has the new tokens.
    const isStored = () => left > uses / 2 && left < uses - 50
    await until(() => vendor.accepted.length > before + 300 && isStored(), 60, 'events')
    await first.program.signal('SIGKILL')
    first = await machine.startWorker()
  }
  expect(await publisher.exit).toBe(0)
  await until(() => judge(written, vendor.accepted).lost === 0, 240, 'all events')
  expect(judge(written, vendor.accepted)).toMatchObject({ lost: 0, unordered: 0, wrongLast: 0 })
  expect(refused).toBe(0)
  expect(refreshes).toBeGreaterThan(2)
  for (const worker of [first, second]) expect(await worker.program.signal('SIGTERM')).toBe(0)
}

/** An account whose only new tokens a kill has lost waits for a person, and tells so. */
export async function testLoss(kind: BrokerKind, waits: string) {
  const { machine, vendor } = await setUpTokens(kind)
  let [current, isKilling] = [1, true]
  let killed: Promise<unknown> | undefined
  vendor.intercept = ({ path, body, authorization }) => {
    if (path !== '/acme/token') return authorization === `Bearer a-${current}` ? undefined : reply(401)
    if (body !== `refresh_token=r-${current}`) return reply(400, { error: 'invalid_grant' })
    current++
    if (!isKilling) return reply(200, { access: `a-${current}`, refresh: `r-${current}` })
    // The vendor has made new tokens, and nobody gets them.
    isKilling = false
    killed = first.program.signal('SIGKILL')
    return () => undefined
  }
  const written = writeEvents(200, 40).filter(({ kind }) => kind === 'good')
  await machine.connect('acme', { access: 'a-0', refresh: 'r-1' })
  const first = await machine.startWorker()
  expect(await machine.publish(written.map(({ event }) => event)).exit).toBe(0)
  await until(() => killed !== undefined, 30, 'the kill')
  await killed
  const worker = await machine.startWorker()
  await until(() => worker.program.log.includes(waits), 60, 'the account to wait')
  expect(worker.program.log).toContain('"tokens-lost","account":"acme","next":"node connect.js')
  expect(worker.program.log).not.toContain('"tokens-refused"')
  expect(vendor.accepted).toEqual([])

  // New tokens of a person end that. A grant that is revoked has another code.
  await machine.connect('acme', { refresh: `r-${current}` })
  await until(() => judge(written, vendor.accepted).lost === 0, 90, 'all events')
  expect(judge(written, vendor.accepted)).toEqual({ lost: 0, strange: 0, unordered: 0, wrongLast: 0, repeats: 0 })
  await machine.connect('acme', { access: 'a-0', refresh: 'revoked' })
  const again = await machine.startWorker()
  expect(await worker.program.signal('SIGTERM')).toBe(0)
  expect(await machine.publish(writeEvents(4, 4).map(({ event }) => event)).exit).toBe(0)
  await until(() => again.program.log.split('"tokens-refused"').length > 3, 60, 'three refusals')
  expect(again.program.log).not.toContain('"tokens-lost"')
  expect(await again.program.signal('SIGTERM')).toBe(0)
}
