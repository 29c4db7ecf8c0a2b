import { expect, it } from 'vitest'
import { DiagnosticBag } from '../diagnostics/index.ts'
import { type Dispatch, findDispatch, namedEvents, parseTrigger } from './index.ts'

it.each<[string, Dispatch]>([
  ['type = "track"', { types: ['track'] }],
  ['event = "A"', { events: ['A'] }],
  ['type = "track" and (event = "A" or event in ["B", "C"])', { types: ['track'], events: ['A', 'B', 'C'] }],
  ['type in ["track", "page"] and type != "page"', { types: ['track', 'page'] }],
  ['type = "track" and event = "A" or type = "page"', { types: ['track', 'page'] }],
  ['type = "page" or userId = "5"', {}],
  ['!(type != "track" or event != "A")', { types: ['track'], events: ['A'] }],
  ['!!(type = "track")', { types: ['track'] }],
  ['!(type = "track")', {}],
  ['!(type in ["track"])', {}],
  ['type != "track"', {}],
  ['event = null', {}],
  ['event in ["A", null]', {}],
  ['event = 5', {}],
  ['"A" in event', {}],
  ['lowercase(event) = "a" and match(event, "A*")', {}],
  ['properties.event = "A" and event.type = "track"', {}],
  ['type = "track" and type = "page"', { types: [] }],
  ['event in []', { events: [] }],
])('%s', (text, expected) => {
  expect(findDispatch(parseTrigger(text, new DiagnosticBag(), '')!)).toEqual(expected)
})

it.each<[string, string[]]>([
  ['event = "A"', ['A']],
  ['type = "track" and event in ["A", "B"]', ['A', 'B']],
  ['event = "A" or type = "page"', ['A']],
  ['!(event != "A")', ['A']],
  ['type = "track" and event != "A"', []],
  ['type = "track" and !(event in ["A", "B"])', []],
  ['!(event = "A" and event != "B")', ['B']],
  ['type = "track"', []],
  ['properties.event = "A" or event = 5', []],
])('%s names %j', (text, expected) => {
  expect([...namedEvents(parseTrigger(text, new DiagnosticBag(), '')!)]).toEqual(expected)
})
