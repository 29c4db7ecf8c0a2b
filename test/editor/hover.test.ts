import { describe, expect, test } from 'vitest'
import { atCaret, editor, files, own, shop } from './editors.ts'

const mappings = 'mappings/shop.json'
const definition = 'mappings/destination.json'
const tests = 'mappings/shop.test.json'

/** A file with a caret before the first occurrence of a word after a mark. */
function at(text: string, mark: string, word: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf(word, text.indexOf(mark))
  expect(offset).toBeGreaterThan(0)
  return { text, offset }
}

const overrides = (members: string) =>
  `{ "destination": "./destination.json", "subscriptions": [{ "action": "order", "overrides": { ${members} } }] }`

describe('a name is described', () => {
  test.each<[what: string, file: string, place: ReturnType<typeof at>, word: string, markdown: RegExp]>([
    ['a key', mappings, at(shop, '{', 'destination'), 'destination', /slug of a destination/],
    [
      'a destination',
      'mappings/new.json',
      atCaret('{ "destination": "cust|omerio" }'),
      'customerio',
      /\*\*Customer\.io\*\*/,
    ],
    ['a setting', mappings, at(shop, 'settings', 'region'), 'region', /\*\*Region\*\*\n\nOne of `EU`, `US`/],
    ['an action', mappings, at(shop, '"action"', 'order'), 'order', /\*\*Send order\*\*\n\nRecords an order\./],
    ['a field', mappings, atCaret(overrides('"to|tal": 1')), 'total', /`number, required`\n\n\*\*Total\*\*/],
    [
      'a directive',
      mappings,
      atCaret(overrides('"total": { "@p|ath": "$.properties.total" }')),
      '@path',
      /Gives the value at a path/,
    ],
    [
      'a member of a directive',
      mappings,
      atCaret(overrides('"kind": { "@if": { "bl|ank": 1 } }')),
      'blank',
      /must not be blank/,
    ],
    [
      'a key of a path',
      mappings,
      atCaret(overrides('"total": { "@path": "$.properties.to|tal" }')),
      'total',
      /`number`[\s\S]*For example `12\.5`/,
    ],
    [
      'a root of a path',
      mappings,
      atCaret(overrides('"total": { "@path": "$.prop|erties" }')),
      'properties',
      /Properties of the/,
    ],
    [
      'a path of a template',
      mappings,
      atCaret(overrides('"kind": { "@template": "a {{us|erId}}" }')),
      'userId',
      /ID of the person/,
    ],
    ['a field of a trigger', mappings, at(shop, 'trigger": "', 'event'), 'event', /Name of the event/],
    [
      'a function of a trigger',
      mappings,
      atCaret('{ "subscriptions": [{ "trigger": "con|tains(event, \\"a\\")" }] }'),
      'contains',
      /True if the string/,
    ],
    ['an operator', mappings, atCaret('{ "subscriptions": [{ "trigger": "event i|n [1]" }] }'), 'in', /one of a list/],
    [
      'a function of an expression',
      mappings,
      atCaret(overrides('"total": { "@jsonata": "$ha|sh(userId)" }')),
      '$hash',
      /`\$hash` `<.*>`/,
    ],
    [
      'a function of the definition',
      definition,
      atCaret(
        '{ "functions": { "twice": "function($n) { $n }" }, "constants": { "c": { "@jsonata": "$tw|ice(1)" } }, "actions": {} }',
      ),
      '$twice',
      /`\(\$n\)`/,
    ],
    [
      'a path of an expression',
      mappings,
      atCaret(overrides('"total": { "@jsonata": "properties.products.pri|ce" }')),
      'price',
      /For example `5`/,
    ],
    ['a standard part', definition, at(own, '$ref', 'std#'), 'std#/userId', /Your ID of the person/],
    [
      'a name in place of a field',
      definition,
      atCaret('{ "actions": { "a": { "fields": { "id": "std#/us|erId" } } } }'),
      'std#/userId',
      /Your ID of the person/,
    ],
    [
      'the name of a required field',
      definition,
      atCaret('{ "actions": { "a": { "fields": { "id": "std#/us|erId!" } } } }'),
      'std#/userId!',
      /Your ID of the person/,
    ],
    [
      'a name in what an action gives to a hole',
      definition,
      atCaret(own.replace('{ "verb": "order" }', '{ "verb": "std#/us|erId" }')),
      'std#/userId',
      /Your ID of the person/,
    ],
    [
      'a type in place of a field',
      definition,
      atCaret('{ "actions": { "a": { "fields": { "id": "num|ber" } } } }'),
      'number',
      /The type of a field that has no other members/,
    ],
    [
      'a field in a condition, with its label',
      definition,
      atCaret(
        '{ "actions": { "a": { "fields": { "order_id": "string" }, "batch": { "when": "payload.order|_id = 1" } } } }',
      ),
      'order_id',
      /`string`\n\n\*\*Order ID\*\*/,
    ],
    [
      'a field in a condition on which another is required',
      definition,
      atCaret(
        '{ "actions": { "a": { "fields": { "order_id": "string!", "x": { "required": "order|_id = null" } } } } }',
      ),
      'order_id',
      /`string, required`\n\n\*\*Order ID\*\*/,
    ],
    [
      'a word of a condition',
      definition,
      atCaret('{ "actions": { "a": { "fields": { "x": { "required": "y = null o|r z = null" } } } } }'),
      'or',
      /True if one of both is true/,
    ],
    [
      'a condition',
      definition,
      atCaret('{ "request": { "wh|en": "true" }, "actions": {} }'),
      'when',
      /The request is made when/,
    ],
    ['a template', definition, at(own, 'extends', '"event"'), 'event', /Holes: `verb`/],
    ['a hole', definition, at(own, '"order": {', 'verb'), 'verb', /A hole of the template `event`/],
    ['a type', definition, at(own, '"region"', 'type'), 'type', /`secret` is a string that never/],
    ['a code', mappings, atCaret('{ "rules": { "CM8|01": "off" } }'), 'CM801', /overlapping-subscriptions/],
    [
      'a subscription of a test',
      tests,
      atCaret('{ "mappings": "shop.json", "tests": [{ "expect": { "actions": [{ "subscription": "or|ders" }] } }] }'),
      'orders',
      /Action `order`/,
    ],
  ])('%s', (_, file, { text, offset }, word, markdown) => {
    const found = editor.hover({ file, text }, offset)
    expect(found?.markdown).toMatch(markdown)
    expect(text.slice(found!.from, found!.to)).toBe(word)
  })
})

test.each([
  ['a value that is a name of nothing', '{ "destination": "no|thing" }'],
  ['a number', '{ "rules": { "CM801": 1|2 } }'],
  ['a space', '{ |  }'],
])('%s is not described', (_, marked) => {
  const { text, offset } = atCaret(marked)
  expect(editor.hover({ file: mappings, text }, offset)).toBeNull()
})

describe('a declaration is found', () => {
  test.each<[what: string, file: string, place: ReturnType<typeof at>, target: string, word: string]>([
    ['of an action', mappings, at(shop, '"action"', 'order'), definition, '"order"'],
    ['of a field', mappings, atCaret(overrides('"to|tal": 1')), definition, '"total"'],
    ['of a field of a template', mappings, atCaret(overrides('"user|Id": 1')), definition, '"userId"'],
    ['of a setting', mappings, at(shop, 'settings', 'region'), definition, '"region"'],
    ['of a template', definition, at(own, 'extends', '"event"'), definition, '"event"'],
    ['of a hole', definition, at(own, '$with', '"verb"'), definition, '"verb"'],
    [
      'of a fragment',
      definition,
      atCaret(
        '{ "fragments": { "p": 1 }, "actions": { "a": { "requests": [{ "body": { "$ref": "#/frag|ments/p" } }] } } }',
      ),
      definition,
      '"p"',
    ],
    [
      'of a field with a name',
      definition,
      atCaret('{ "fields": { "id": {} }, "actions": { "a": { "fields": { "id": "#/fiel|ds/id" } } } }'),
      definition,
      '"id"',
    ],
    [
      'of a constant',
      definition,
      atCaret(own.replace('"url": "https://own.example"', '"url": { "@template": "{{constants.ho|st}}" }')),
      definition,
      '"host"',
    ],
    [
      'of a field of a payload',
      definition,
      atCaret(own.replace('"https://own.example"', '{ "@path": "$.payload.us|erId" }')),
      definition,
      '"userId"',
    ],
    [
      'of a function',
      definition,
      atCaret(own.replace('"settings.region', '"$tw|ice(1) & settings.region')),
      definition,
      '"twice"',
    ],
    [
      'of an event',
      tests,
      atCaret('{ "events": { "first": {} }, "tests": [{ "event": "fi|rst" }] }'),
      tests,
      '"first"',
    ],
    [
      'of a subscription',
      tests,
      atCaret('{ "mappings": "shop.json", "tests": [{ "expect": { "actions": [{ "subscription": "or|ders" }] } }] }'),
      mappings,
      '{',
    ],
  ])('%s', (_, file, { text, offset }, target, word) => {
    const found = editor.definition({ file, text }, offset)
    expect(found?.file).toBe(target)
    const whole = target === file ? text : files[target]!
    expect(whole.slice(found!.from, found!.to)).toBe(word)
  })

  test('a destination has its definition', () => {
    const { text, offset } = atCaret('{ "destination": "./dest|ination.json" }')
    expect(editor.definition({ file: mappings, text }, offset)?.file).toBe(definition)
  })

  test('an action of a bundled destination is in its definition', () => {
    const { text, offset } = atCaret('{ "destination": "customerio", "subscriptions": [{ "action": "track|Event" }] }')
    expect(editor.definition({ file: mappings, text }, offset)?.file).toBe('destinations/customerio/destination.json')
  })
})
