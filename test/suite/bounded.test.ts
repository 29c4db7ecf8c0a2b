import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/api/index.ts'
import { parseSuite, unusedMocks } from '../../src/suite/index.ts'
import { note, only, orders, outcome, problemsOf, run } from './own.ts'

const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)])
const list = (length: number): Json[] => Array.from({ length }, (_, i) => i)
const given = (properties: JsonObject) => ({ ...note, event: 'Order', properties: { total: 1, ...properties } })
const tooMuch = 'failed\nit takes too much work to compare the output with these expectations'

describe('a test file is refused that', () => {
  const file = (test: JsonObject) => ({ tests: [{ name: 't', event: note, ...test }] })
  const rows = (count: number, row: JsonObject) => Array.from({ length: count }, () => row)
  test.each<[string, Json, string]>([
    ['is nested deep', file({ event: { type: 'track', properties: { a: nested(3000) } } }), 'CM104'],
    ['sets a deep value', file({ set: { [`/properties${'/a'.repeat(3000)}`]: 1 } }), 'CM104'],
    ['sets many values', file({ set: Object.fromEntries(list(1001).map(i => [`/${i}`, 1])) }), 'CM193'],
    ['unsets many values', file({ unset: list(1001).map(i => `/${i}`) }), 'CM193'],
    ['multiplies a large event', file({ event: given({ list: list(5000) }), each: rows(1000, { a: 1 }) }), 'CM109'],
    ['multiplies a long value', file({ event: given({ text: 'x'.repeat(10_000) }), each: rows(60_000, {}) }), 'CM109'],
    ['multiplies a name', file({ name: '$a'.repeat(1000), each: rows(10, { a: 'x'.repeat(100_000) }) }), 'CM109'],
    ['matches with look-behind', file({ expect: { actions: [{ payload: { $matches: '(?<=a)b' } }] } }), 'CM192'],
    [
      'matches with too many rounds',
      file({ expect: { actions: [{ payload: { $matches: '(?:a{1000}){1000}' } }] } }),
      'CM192',
    ],
  ])('%s', (_, suite, code) => {
    expect(problemsOf(suite)).toEqual([expect.stringMatching(`^${code}`)])
  })
})

test('the first hundred mocks that replace nothing are listed, and names are searched for twenty', () => {
  const names = (start: string) => list(300).map(i => `${start}${i}`)
  const functions = Object.fromEntries(names('hsah').map(name => [name, { returns: 1 }]))
  const definition = { functions: Object.fromEntries(names('hash').map(name => [name, 'function() { $called(1) }'])) }
  const suite = { tests: [{ name: 't', event: note, functions: { ...functions, called: { returns: 1 } } }] }
  const unused = unusedMocks(suite, [definition])
  expect(unused).toHaveLength(100)
  expect(unused.at(-1)!.note).toBe('200 more mistakes are not listed')
  expect(unused.filter(({ help }) => help?.startsWith('did you mean'))).toHaveLength(20)
})

test('a table of 20,000 rows is checked once', () => {
  const table = { name: 'row $n', event: note, each: list(20_000).map(n => ({ n: n as Json })) }
  const { cases } = parseSuite({ tests: [table] })
  expect(cases.length).toBe(20_000)
  expect(cases[19_999]).toMatchObject({ name: 'row 19999', row: 19_999 })
  const wrong = { ...table, each: [...table.each, 1] }
  expect(problemsOf({ tests: [wrong] })).toEqual([expect.stringContaining('CM101 | /tests/0/each/20000')])
})

describe('a test fails that takes too much work', () => {
  test('a regular expression', () => {
    const event = given({ total: 1 })
    const check = (pattern: string, userId: string) =>
      outcome({
        event: { ...event, userId },
        expect: { actions: [orders({ payloadContains: { id: { $matches: pattern } } })], others: 'allow' },
      })
    expect(check('^(a+)+$', 'a'.repeat(40))).toBe('passed')
    expect(check('^(a+)+$', `${'a'.repeat(40)}b`)).toMatch(/^failed\norders/)
    expect(check('(.*)*(.*)*(.*)*\\1x$', 'ab'.repeat(2000))).toBe(tooMuch)
  })

  test('a check', () => {
    const check = '$sum([1..9000].($sum([1..9000]))) = 1'
    expect(outcome(only({ check }))).toMatch(/the check fails/)
  })

  test('many actions that are none of the many expected ones', () => {
    const events = list(1500).map(i => ({ ...note, messageId: `m-${i}` }))
    const actions = list(1500).map(i => ({ subscription: 'notes', payload: { text: `none ${i}`, more: list(20) } }))
    const [result] = run({ tests: [{ name: 't', events, expect: { actions } }] })
    expect(result?.mismatches).toEqual([expect.objectContaining({ message: tooMuch.slice(7) })])
  })

  test('not many actions in the order of their expectations', () => {
    const events = list(1500).map(i => ({ ...note, messageId: `m-${i}` }))
    const actions = list(1500).map(() => ({ subscription: 'notes', payload: { text: 'Note' } }))
    expect(run({ tests: [{ name: 't', events, expect: { actions, others: 'allow' } }] })[0]?.status).toBe('passed')
  })
})
