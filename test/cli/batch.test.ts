import { expect, test } from 'vitest'
import { callmap, jsonLines } from './callmap.ts'

const call = (type: string, userId: string, more: object) =>
  JSON.stringify({ type, userId, messageId: `m-${userId}`, timestamp: '2026-03-02T09:14:05Z', ...more })
const events = [
  call('track', 'u1', { event: 'A' }),
  call('identify', 'u2', { traits: { plan: 'x' } }),
  call('alias', 'u3', { previousId: 'v3' }),
  call('track', 'u4', { event: 'B' }),
].join('\n')

test('map --batch batches the requests of every n events', async () => {
  const { stdout, exit } = await callmap(['map', '-d', 'customerio', '--batch', '3', '--quiet'], { stdin: events })
  const lines = jsonLines(stdout) as { actions: { line: number }[]; items: number[]; v: number; body: string }[]
  expect(exit).toBe(0)
  expect(lines.map(({ actions }) => actions.map(({ line }) => line))).toEqual([[1, 2, 3], [4]])
  expect(lines[0]).toMatchObject({ v: 2, destination: 'customerio', items: [0, 1, 2], parts: [0, 0, 0] })
  expect(JSON.parse(lines[0]!.body).batch).toHaveLength(3)
})

test.each([
  [['--batch', '3', '--jobs', '2'], 'cannot be combined with --jobs'],
  [['--batch', '3', '--emit', 'payloads'], 'it cannot be combined with --emit payloads'],
  [['--batch', '3', '--only', 'errors'], '--only errors shows nothing with --emit requests'],
  [['--emit', 'curl', '--include', 'skipped'], '--include skipped shows nothing with --emit curl'],
])('map refuses %j', async (flags, message) => {
  const { stderr, exit } = await callmap(['map', '-d', 'customerio', ...flags], { stdin: events })
  expect([exit, stderr]).toEqual([2, expect.stringContaining(message)])
})

test('preview --batch shows batched requests, and skipped actions', async () => {
  const { stdout, exit } = await callmap(['preview', '-', '-d', 'mixpanel', '--batch', '--quiet'], { stdin: events })
  expect(exit).toBe(0)
  expect(stdout).toContain('line 1 Track Calls, line 4 Track Calls')
  expect(stdout).toMatch(/line 3 Alias +skipped: a project with simplified identity/)
})
