import { expect, test } from 'vitest'
import { readEvents } from '../../src/playground/paste.ts'

const call = { type: 'track', event: 'A' }
const one = JSON.stringify(call)

test.each<[string, string, unknown[]]>([
  ['nothing', ' \n', []],
  ['an object', one, [call]],
  ['an object over several lines', JSON.stringify(call, null, 2), [call]],
  ['a list', `[${one}, ${one}]`, [call, call]],
  ['NDJSON', `${one}\n\n${one}\n`, [call, call]],
  ['NDJSON with CRLF', `${one}\r\n${one}\r\n`, [call, call]],
  [
    'a batch with a shared context',
    JSON.stringify({ batch: [call, { ...call, context: {} }], context: { ip: '192.0.2.1' } }),
    [
      { context: { ip: '192.0.2.1' }, ...call },
      { ...call, context: {} },
    ],
  ],
  ['a number', '5', [5]],
])('%s', (_, text, events) => {
  expect(readEvents(text).map(({ text }) => JSON.parse(text))).toEqual(events)
})

test('text that is no JSON is one event, to be mended', () => {
  expect(readEvents('{ "type": "track",')).toEqual([{ text: '{ "type": "track",' }])
})

test('a broken line of NDJSON is an event of its own', () => {
  expect(readEvents(`${one}\n{ "type": `).map(({ text }) => text)).toEqual([expect.any(String), '{ "type": '])
})

test('a byte order mark is no part of an event', () => {
  expect(readEvents('\ufeff{"type":"track"}')).toEqual(readEvents('{"type":"track"}'))
})

test('an event that is nested too deep to be laid out is left out', () => {
  expect(readEvents(`[{"type":"track"},${'['.repeat(20_000)}${']'.repeat(20_000)}]`)).toEqual(
    readEvents('{"type":"track"}'),
  )
})
