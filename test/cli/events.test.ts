import { expect, test } from 'vitest'
import { callmap } from './callmap.ts'

const posthog = ['-d', 'posthog']

/** The payloads that `map` writes for lines of input. */
async function payloads(lines: readonly string[], ...flags: readonly string[]) {
  const { stdout } = await callmap(['map', ...posthog, '--emit', 'payloads', ...flags], { stdin: lines.join('\n') })
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

const alias = '{"previousId":"p","userId":"u"}'

test.each(['map', 'preview', 'explain'])('%s takes the type of a call from --type', async command => {
  const takes = command === 'explain' ? ['-', 'Merge People'] : command === 'preview' ? ['-'] : []
  const args = [command, ...takes, '-d', 'customerio']
  const { stdout, exit } = await callmap([...args, '--type', 'alias'], { stdin: alias })
  expect(exit).toBe(0)
  expect(stdout).toMatch(/merge/)
})

test('--type takes the six types, and a call keeps its own type', async () => {
  const { stderr, exit } = await callmap(['map', ...posthog, '--type', 'Alias'], { stdin: alias })
  expect([exit, stderr]).toEqual([2, expect.stringContaining('identify, group, track, page, screen, alias')])
  const line = '{"type":"track","event":"A","userId":"u"}'
  expect(await payloads([line], '--type', 'page')).toMatchObject([{ event_type: 'track' }])
})

test('completion offers the types of calls', async () => {
  const { stdout } = await callmap(['completion', 'bash'])
  expect(stdout).toContain('--type')
  expect(stdout).toContain('identify group track page screen alias')
})

test('IDs keep every digit', async () => {
  const line = (id: string) => `{"type":"track","event":"A","userId":${id},"properties":{"order":${id}}}`
  const lines = [line('12345678901234567'), line('12345678901234568'), line('1e400')]
  const { stdout } = await callmap(['map', ...posthog], { stdin: lines.join('\n') })
  expect(
    stdout
      .trim()
      .split('\n')
      .map(row => JSON.parse(row)),
  ).toMatchObject([
    { payload: { distinct_id: '12345678901234567', properties: { order: '12345678901234567' } } },
    { payload: { distinct_id: '12345678901234568', properties: { order: '12345678901234568' } } },
    { status: 'error', code: 'CM313', at: '/userId' },
  ])
})

test('calls with equal content have different IDs, and the same IDs in the next run', async () => {
  const tap = '{"type":"track","event":"Tap","userId":"u"}'
  const inputs = `{"batch":[${tap},${tap}]}\n[${tap},${tap}]\n${tap}\n${tap}\n`
  const read = async (stdin: string) => {
    const { stdout } = await callmap(['map', ...posthog, '--only', 'ok'], { stdin })
    return stdout.split('\n').flatMap(line => (line === '' ? [] : JSON.parse(line).messageId))
  }
  const ids = await read(inputs)
  expect(new Set(ids).size).toBe(6)
  expect(await read(inputs)).toEqual(ids)
  expect(new Set(await read(`[${tap},${tap}]`)).size).toBe(2)
})

test('--now takes every format of a time', async () => {
  const line = '{"type":"track","event":"A","userId":"u"}'
  const timestamp = '2026-03-02T09:14:05.000Z'
  expect(await payloads([line], '--now', '1772442845')).toMatchObject([{ timestamp }])
  expect(await payloads([line], '--now', '20260302T091405Z')).toMatchObject([{ timestamp }])
})

test('an invalid time is a warning, and the event stays', async () => {
  const line = '{"type":"track","event":"A","userId":"u","timestamp":"2026-03-02T09:14:05Z","sentAt":"garbage"}'
  const stdin = `${line}\n${line}\n`
  const told = 'CM314   `sentAt` is "garbage", expected an ISO 8601 time   /sentAt   line'
  for (const args of [
    ['preview', '-'],
    ['explain', '-', 'Track Event'],
  ]) {
    const { stderr, exit } = await callmap([...args, ...posthog], { stdin })
    expect([exit, stderr]).toEqual([0, expect.stringContaining(told)])
  }
  const { stderr } = await callmap(['check', 'destinations/posthog/destination.json', '--events', '-'], { stdin })
  expect(stderr).toContain('2 × CM314')
})
