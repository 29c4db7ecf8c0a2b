import { describe, expect, it } from 'vitest'
import { CompileError } from '../diagnostics/index.ts'
import { compileTrigger } from './index.ts'

const event = {
  type: 'track',
  event: 'Trial Started',
  userId: '5',
  properties: {
    total: 120.5,
    zero: 0,
    empty: '',
    nothing: null,
    vip: true,
    'a.b': { 'first name': 'Ann' },
    products: [{ sku: 'x' }, { sku: 'y' }],
    tags: ['a', 1, null],
    word: 'Ünïcode 🎈',
  },
  context: { page: { path: '/pricing' } },
}

describe('semantics', () => {
  it.each<[string, boolean]>([
    ['type = "track" and (event = "Order Completed" or match(event, "Trial *")) and properties.total >= 100', true],
    ['type = "page" or event = "Trial Started" and userId = "6"', false],
    ['(type = "track" or event = "Trial Started") and userId = "6"', false],
    ['type = "track" or event = "x" and userId = "6"', true],
    ['userId = 5', false],
    ['userId != 5', true],
    ['properties.zero = false', false],
    ['properties.zero = null', false],
    ['properties.empty = null', false],
    ['properties.nothing = null', true],
    ['properties.absent = null', true],
    ['properties.absent != null', false],
    ['properties.absent.deeper = null', true],
    ['properties.absent != "a"', true],
    ['properties.nothing != "a"', true],
    ['!(properties.absent = "a")', true],
    ['!(properties.absent != "a")', false],
    ['properties.vip = true', true],
    ['properties.vip != false', true],
    ['properties.total > "100"', false],
    ['properties.total < "100"', false],
    ['!(properties.total < "100")', true],
    ['userId > "4"', true],
    ['userId >= 4', false],
    ['properties.zero < 0', false],
    ['properties.zero <= 0', true],
    ['properties.zero > 0', false],
    ['properties.zero >= 0', true],
    ['properties.absent < 1', false],
    ['properties.absent >= 0', false],
    ['properties.nothing <= 0', false],
    ['properties.vip >= 0', false],
    ['event in ["a", "Trial Started"]', true],
    ['userId in [5]', false],
    ['properties.absent in [null, 1]', true],
    ['properties.nothing in [null]', true],
    ['properties.absent in ["a"]', false],
    ['!(properties.absent in ["a"])', true],
    ['!(properties.absent in [null])', false],
    ['event in []', false],
    ['"a" in properties.tags and 1 in properties.tags and null in properties.tags', true],
    ['"1" in properties.tags', false],
    ['"T" in event', false],
    ['"a" in properties.absent', false],
    ['contains(event, "Start")', true],
    ['contains(event, "start")', false],
    ['contains(properties.total, "120")', false],
    ['!contains(properties.total, "120")', true],
    ['contains(properties.tags, "a")', false],
    ['contains(lowercase(event), "trial")', true],
    ['match(properties.absent, "*")', false],
    ['!match(properties.total, "*")', true],
    ['match(properties.empty, "*")', true],
    ['length(properties.products) = 2', true],
    ['length(properties.absent) = 0', true],
    ['length(properties.nothing) = 0', true],
    ['length(properties.total) = null', true],
    ['length(properties.word) = 14', true],
    ['uppercase(event) = "TRIAL STARTED"', true],
    ['lowercase(properties.total) = null', true],
    ['typeof(userId) = "string" and typeof(properties.total) = "number"', true],
    ['typeof(properties.vip) = "bool" and typeof(properties.tags) = "list"', true],
    ['typeof(properties) = "object" and typeof(properties.absent) = "null"', true],
    ['properties["a.b"]["first name"] = "Ann"', true],
    ['properties.a\\.b.first\\ name = "Ann"', true],
    ['properties.products[1].sku = "y" and properties.products.0.sku = "x"', true],
    ['properties.products[2].sku = null', true],
    ['context.page.path = "/pricing"', true],
  ])('%s is %s', (text, expected) => {
    expect(compileTrigger(text)(event)).toBe(expected)
  })
})

describe('reads own properties of objects and lists only', () => {
  it.each([
    ['event.length > 0', event],
    ['properties.constructor != null', event],
    ['properties.__proto__ != null', event],
    ['traits.toString.name != null', { traits: {} }],
    ['type = "track"', Object.create({ type: 'track' })],
    ['type != null', Object.create({ type: 'track' })],
    ['properties.a = 1', { properties: Object.create({ a: 1 }) }],
  ])('%s is false', (text, input) => {
    expect(compileTrigger(text)(input)).toBe(false)
  })

  it('ignores inherited values', () => {
    expect(compileTrigger('type != "track"')(Object.create({ type: 'track' }))).toBe(true)
  })

  it('reads an own `__proto__`', () => {
    const parsed = JSON.parse('{ "properties": { "__proto__": { "a": 1 } } }')
    expect(compileTrigger('properties.__proto__.a = 1')(parsed)).toBe(true)
  })
})

it.each([null, undefined, 'track', 5, [], [{ type: 'track' }]])('%j counts as an event without fields', input => {
  expect(compileTrigger('type = "track"')(input)).toBe(false)
  expect(compileTrigger('type = null')(input)).toBe(true)
})

it('throws with every mistake', () => {
  expect(() => compileTrigger('type == "a" and userID = 1')).toThrow(CompileError)
  try {
    compileTrigger('type == "a" and userID = 1')
  } catch (error) {
    expect((error as CompileError).diagnostics.map(({ code }) => code)).toEqual(['CM202', 'CM301'])
  }
})

it('does not evaluate clauses after a false one', () => {
  const read: string[] = []
  const input = {
    type: 'page',
    get properties() {
      read.push('properties')
      return {}
    },
  }
  compileTrigger('type = "track" and properties.a = 1')(input)
  expect(read).toEqual([])
})
