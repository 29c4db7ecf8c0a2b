import { describe, expect, test } from 'vitest'
import { completeAt } from './editors.ts'

const mappings = 'mappings/new.json'
const definition = 'mappings/destination.json'
const tests = 'mappings/shop.test.json'

/** A mappings file with a subscription of these members. */
const subscription = (members: string) => `{ "destination": "./destination.json", "subscriptions": [{ ${members} }] }`
const overrides = (members: string) => subscription(`"action": "order", "overrides": { ${members} }`)

describe('a name that is chosen is written in its place', () => {
  test.each<[what: string, file: string, text: string, label: string, result: string]>([
    ['a key of the file', mappings, '{ | }', 'destination', '{ "destination": "|" }'],
    ['a key in quotes', mappings, '{ "dest|" }', 'destination', '{ "destination": "|" }'],
    ['a key without its end', mappings, '{ "dest|', 'destination', '{ "destination": "|"'],
    [
      'a key with a value',
      mappings,
      '{ "dest|": 1, "rules": {} }',
      'destination',
      '{ "destination"|: 1, "rules": {} }',
    ],
    ['a key before another', mappings, '{ | "settings": {} }', 'destination', '{ "destination": "|", "settings": {} }'],
    ['a destination', mappings, '{ "destination": "|" }', 'customerio', '{ "destination": "customerio|" }'],
    ['a destination without quotes', mappings, '{ "destination": | }', 'slack', '{ "destination": "slack"| }'],
    ['a destination without an end', mappings, '{ "destination": "sl|', 'slack', '{ "destination": "slack"|'],
    [
      'a definition',
      mappings,
      '{ "destination": "|" }',
      './destination.json',
      '{ "destination": "./destination.json|" }',
    ],
    [
      'a setting',
      mappings,
      '{ "destination": "customerio", "settings": { "|" } }',
      'siteId',
      '{ "destination": "customerio", "settings": { "siteId": | } }',
    ],
    [
      'a choice',
      mappings,
      '{ "destination": "./destination.json", "settings": { "region": "|" } }',
      'US',
      '{ "destination": "./destination.json", "settings": { "region": "US|" } }',
    ],
    [
      'a secret',
      mappings,
      '{ "destination": "./destination.json", "settings": { "token": | } }',
      '$secret',
      '{ "destination": "./destination.json", "settings": { "token": { "$secret": "TOKEN" }| } }',
    ],
    ['an action', mappings, subscription('"action": "|"'), 'order', subscription('"action": "order|"')],
    ['a field', mappings, overrides('"|"'), 'total', overrides('"total": |')],
    ['a choice of a field', mappings, overrides('"kind": "|"'), 'again', overrides('"kind": "again|"')],
    ['a directive', mappings, overrides('"total": { "|" }'), '@path', overrides('"total": { "@path": "|" }')],
    ['a directive as a value', mappings, overrides('"total": |'), '@path', overrides('"total": { "@path": "|" }')],
    [
      'a member of a directive',
      mappings,
      overrides('"kind": { "@case": { "|" } }'),
      'operator',
      overrides('"kind": { "@case": { "operator": "|" } }'),
    ],
    [
      'a value of a member',
      mappings,
      overrides('"kind": { "@case": { "operator": "|" } }'),
      'upper',
      overrides('"kind": { "@case": { "operator": "upper|" } }'),
    ],
    [
      'a path',
      mappings,
      overrides('"total": { "@path": "|" }'),
      '$.properties.total',
      overrides('"total": { "@path": "$.properties.total|" }'),
    ],
    [
      'a path after its root',
      mappings,
      overrides('"total": { "@path": "$.pro|" }'),
      'properties',
      overrides('"total": { "@path": "$.properties|" }'),
    ],
    [
      'the next key of a path',
      mappings,
      overrides('"total": { "@path": "$.properties.t|" }'),
      'total',
      overrides('"total": { "@path": "$.properties.total|" }'),
    ],
    [
      'a key of an item',
      mappings,
      overrides('"kind": { "@path": "$.properties.products[0].|" }'),
      'sku',
      overrides('"kind": { "@path": "$.properties.products[0].sku|" }'),
    ],
    [
      'a path of an item',
      mappings,
      overrides('"items": { "@arrayPath": ["$.properties.products", { "sku": { "@path": "$.|" } }] }'),
      'sku',
      overrides('"items": { "@arrayPath": ["$.properties.products", { "sku": { "@path": "$.sku|" } }] }'),
    ],
    [
      'a path of a template',
      mappings,
      overrides('"kind": { "@template": "Hi {{tr|" }'),
      'traits',
      overrides('"kind": { "@template": "Hi {{traits}}|" }'),
    ],
    [
      'a path of a template with an end',
      mappings,
      overrides('"kind": { "@template": "Hi {{traits.|}}!" }'),
      'email',
      overrides('"kind": { "@template": "Hi {{traits.email|}}!" }'),
    ],
    ['a field of a trigger', mappings, subscription('"trigger": "|"'), 'event', subscription('"trigger": "event|"')],
    [
      'a key of a trigger',
      mappings,
      subscription('"trigger": "properties.|"'),
      'total',
      subscription('"trigger": "properties.total|"'),
    ],
    ['an operator', mappings, subscription('"trigger": "event |"'), '=', subscription('"trigger": "event =|"')],
    [
      'a call type',
      mappings,
      subscription('"trigger": "type = |"'),
      '"track"',
      subscription('"trigger": "type = \\"track\\"|"'),
    ],
    [
      'an event',
      mappings,
      subscription('"trigger": "event = |"'),
      '"Order Completed"',
      subscription('"trigger": "event = \\"Order Completed\\"|"'),
    ],
    [
      'an event in quotes',
      mappings,
      subscription('"trigger": "event = \\"Or|\\""'),
      'Order Completed',
      subscription('"trigger": "event = \\"Order Completed|\\""'),
    ],
    [
      'an event in open quotes',
      mappings,
      subscription('"trigger": "event = \\"Or|"'),
      'Order Completed',
      subscription('"trigger": "event = \\"Order Completed\\"|"'),
    ],
    [
      'an event in single quotes',
      mappings,
      subscription(`"trigger": "event = '|'"`),
      'Order Completed',
      subscription(`"trigger": "event = 'Order Completed|'"`),
    ],
    [
      'a value with quotes',
      mappings,
      subscription('"trigger": "properties.coupon = |"'),
      '"TEA\\"5"',
      subscription('"trigger": "properties.coupon = \\"TEA\\\\\\"5\\"|"'),
    ],
    [
      'a connective',
      mappings,
      subscription('"trigger": "event = \\"A\\" |"'),
      'and',
      subscription('"trigger": "event = \\"A\\" and|"'),
    ],
    [
      'a type',
      mappings,
      subscription('"trigger": "typeof(properties.total) = |"'),
      '"number"',
      subscription('"trigger": "typeof(properties.total) = \\"number\\"|"'),
    ],
    [
      'a path in a call',
      mappings,
      subscription('"trigger": "contains(|"'),
      'event',
      subscription('"trigger": "contains(event|"'),
    ],
    [
      'a function of an expression',
      mappings,
      overrides('"total": { "@jsonata": "$ha|" }'),
      '$hash',
      overrides('"total": { "@jsonata": "$hash|" }'),
    ],
    [
      'a path of an expression',
      mappings,
      overrides('"total": { "@jsonata": "1 + properties.t|" }'),
      'total',
      overrides('"total": { "@jsonata": "1 + properties.total|" }'),
    ],
    [
      'a path of an item of an expression',
      mappings,
      overrides('"total": { "@jsonata": "properties.products[p|]" }'),
      'price',
      overrides('"total": { "@jsonata": "properties.products[price|]" }'),
    ],
    [
      'a variable',
      mappings,
      overrides('"total": { "@jsonata": "($sum := 1; $s|)" }'),
      '$sum',
      overrides('"total": { "@jsonata": "($sum := 1; $sum|)" }'),
    ],
    [
      'a name in a line of an expression',
      mappings,
      overrides('"total": { "@jsonata": ["(", "  properties.|", ")"] }'),
      'total',
      overrides('"total": { "@jsonata": ["(", "  properties.total|", ")"] }'),
    ],
    ['a code', mappings, '{ "rules": { "|" } }', 'CM801', '{ "rules": { "CM801": "|" } }'],
    ['a level', mappings, '{ "rules": { "CM801": "|" } }', 'off', '{ "rules": { "CM801": "off|" } }'],
    ['a boolean', mappings, subscription('"enabled": |'), 'false', subscription('"enabled": false|')],
    ['a key of a definition', definition, '{ "slug": "a", "|" }', 'actions', '{ "slug": "a", "actions": { | } }'],
    [
      'a standard part',
      definition,
      '{ "actions": { "a": { "fields": { "email": { "$ref": "std#/em|" } } } } }',
      'std#/email',
      '{ "actions": { "a": { "fields": { "email": { "$ref": "std#/email|" } } } } }',
    ],
    [
      'a field by name',
      definition,
      '{ "actions": { "a": { "fields": { "email": "std#/em|" } } } }',
      'std#/email',
      '{ "actions": { "a": { "fields": { "email": "std#/email|" } } } }',
    ],
    [
      'a field of a part by name',
      definition,
      '{ "actions": {}, "fields": { "id": {} }, "fragments": { "own": { "id": "|" } } }',
      '#/fields/id',
      '{ "actions": {}, "fields": { "id": {} }, "fragments": { "own": { "id": "#/fields/id|" } } }',
    ],
    [
      'a part of the file',
      definition,
      '{ "fragments": { "p": 1 }, "actions": { "a": { "requests": [{ "body": { "$ref": "#|" } }] } } }',
      '#/fragments/p',
      '{ "fragments": { "p": 1 }, "actions": { "a": { "requests": [{ "body": { "$ref": "#/fragments/p|" } }] } } }',
    ],
    [
      'a template',
      definition,
      '{ "templates": { "t": {} }, "actions": { "a": { "extends": "|" } } }',
      't',
      '{ "templates": { "t": {} }, "actions": { "a": { "extends": "t|" } } }',
    ],
    [
      'a hole',
      definition,
      '{ "templates": { "t": { "with": ["verb"] } }, "actions": { "a": { "extends": "t", "with": { "|" } } } }',
      'verb',
      '{ "templates": { "t": { "with": ["verb"] } }, "actions": { "a": { "extends": "t", "with": { "verb": | } } } }',
    ],
    [
      'a hole in a template',
      definition,
      '{ "templates": { "t": { "with": ["verb"], "requests": [{ "body": { "$with": "|" } }] } }, "actions": {} }',
      'verb',
      '{ "templates": { "t": { "with": ["verb"], "requests": [{ "body": { "$with": "verb|" } }] } }, "actions": {} }',
    ],
    [
      'a field of the payload',
      definition,
      '{ "actions": { "a": { "fields": { "total": { "type": "number" } }, "requests": [{ "body": { "@path": "$.payload.|" } }] } } }',
      'total',
      '{ "actions": { "a": { "fields": { "total": { "type": "number" } }, "requests": [{ "body": { "@path": "$.payload.total|" } }] } } }',
    ],
    [
      'a field to copy',
      definition,
      '{ "actions": { "a": { "fields": { "total": { "type": "number" } }, "requests": [{ "body": { "@fields": ["|"] } }] } } }',
      'total',
      '{ "actions": { "a": { "fields": { "total": { "type": "number" } }, "requests": [{ "body": { "@fields": ["total|"] } }] } } }',
    ],
    [
      'all fields to copy',
      definition,
      '{ "actions": { "a": { "fields": {}, "requests": [{ "body": { "@fields": "|" } }] } } }',
      '*',
      '{ "actions": { "a": { "fields": {}, "requests": [{ "body": { "@fields": "*|" } }] } } }',
    ],
    [
      'the fields that are not copied',
      definition,
      '{ "actions": { "a": { "fields": {}, "requests": [{ "body": { "@fields": "*", "exc|": [] } }] } } }',
      'except',
      '{ "actions": { "a": { "fields": {}, "requests": [{ "body": { "@fields": "*", "except"|: [] } }] } } }',
    ],
    [
      'a field that is not copied',
      definition,
      '{ "actions": { "a": { "fields": { "total": "number" }, "requests": [{ "body": { "@fields": "*", "except": ["|"] } }] } } }',
      'total',
      '{ "actions": { "a": { "fields": { "total": "number" }, "requests": [{ "body": { "@fields": "*", "except": ["total|"] } }] } } }',
    ],
    ...['fields', 'checks'].map((key): [string, string, string, string, string] => {
      const text = `{ "templates": { "t": { "${key}": { "mine": {} } } }, "actions": { "a": { "extends": "t", "${key}": { "|": null } } } }`
      return [`one of the ${key} of a template`, definition, text, 'mine', text.replace('"|"', '"mine"|')]
    }),
    [
      'a function of the definition',
      definition,
      '{ "functions": { "twice": "function($n) { $n }" }, "constants": { "c": { "@jsonata": "$tw|" } }, "actions": {} }',
      '$twice',
      '{ "functions": { "twice": "function($n) { $n }" }, "constants": { "c": { "@jsonata": "$twice|" } }, "actions": {} }',
    ],
    [
      'a type of a field',
      definition,
      '{ "actions": { "a": { "fields": { "x": { "type": "|" } } } } }',
      'datetime',
      '{ "actions": { "a": { "fields": { "x": { "type": "datetime|" } } } } }',
    ],
    [
      'a type as a field',
      definition,
      '{ "actions": { "a": { "fields": { "x": "da|" } } } }',
      'datetime',
      '{ "actions": { "a": { "fields": { "x": "datetime|" } } } }',
    ],
    [
      'a type as a part of a field of a template',
      definition,
      '{ "templates": { "t": { "fields": { "x": { "properties": { "y": "|" } } } } }, "actions": {} }',
      'number',
      '{ "templates": { "t": { "fields": { "x": { "properties": { "y": "number|" } } } } }, "actions": {} }',
    ],
    [
      'a type as a setting',
      definition,
      '{ "settings": { "s": "|" }, "actions": {} }',
      'secret',
      '{ "settings": { "s": "secret|" }, "actions": {} }',
    ],
    ...[
      ['a check', '"checks": { "c": { "when": ', ' } }'],
      ['a list of checks', '"checks": [{ "when": ', ' }]'],
      ['a request', '"requests": [{ "when": ', ' }]'],
      ['a batch', '"batch": { "when": ', ' }'],
      ['a line of a check', '"checks": { "c": { "when": ["(", ', ', ")"] } }'],
    ].map(([place, before, after]): [string, string, string, string, string] => {
      const text = (written: string) =>
        `{ "actions": { "a": { "fields": { "total": "number" }, ${before}"1 < payload.${written}"${after} } } }`
      return [`a field in the condition of ${place}`, definition, text('|'), 'total', text('total|')]
    }),
    ...[
      '"rules": [{ "when": "response.|" }]',
      '"errors": { "when": "response.|" }',
      '"errors": [{ "when": "response.|" }]',
    ].map((parts): [string, string, string, string, string] => {
      const text = `{ "request": { "response": { ${parts} } }, "actions": {} }`
      return [`a part of an answer in ${parts}`, definition, text, 'status', text.replace('|', 'status|')]
    }),
    [
      'a function in a condition of a fragment',
      definition,
      '{ "functions": { "twice": "function($n) { $n }" }, "fragments": { "c": { "when": "$tw|" } }, "actions": {} }',
      '$twice',
      '{ "functions": { "twice": "function($n) { $n }" }, "fragments": { "c": { "when": "$twice|" } }, "actions": {} }',
    ],
    [
      'a directive in place of a condition',
      definition,
      '{ "actions": { "a": { "fields": {}, "checks": { "c": { "when": | } } } } }',
      '@path',
      '{ "actions": { "a": { "fields": {}, "checks": { "c": { "when": { "@path": "|" } } } } } }',
    ],
    ...[
      ['a required type', '"fields": { "x": "|" }', 'number!', '"fields": { "x": "number!|" }'],
      [
        'a required type beside other members',
        '"fields": { "x": { "type": "|" } }',
        'text!',
        '"fields": { "x": { "type": "text!|" } }',
      ],
      [
        'a path of a default',
        '"fields": { "x": { "default": "|" } }',
        '$.userId',
        '"fields": { "x": { "default": "$.userId|" } }',
      ],
      [
        'a key of a path of a default',
        '"fields": { "x": { "default": "$.user|" } }',
        'userId',
        '"fields": { "x": { "default": "$.userId|" } }',
      ],
      [
        'one of several paths',
        '"fields": { "x": { "default": ["$.user|"] } }',
        'userId',
        '"fields": { "x": { "default": ["$.userId|"] } }',
      ],
      [
        'a path after another',
        '"fields": { "x": { "default": ["$.anonymousId", "$.user|", "$.event"] } }',
        'userId',
        '"fields": { "x": { "default": ["$.anonymousId", "$.userId|", "$.event"] } }',
      ],
      [
        'a field in a URL',
        '"fields": { "kind": "string" }, "requests": { "url": "https://x.example/{{payload.|}}" }',
        'kind',
        '"fields": { "kind": "string" }, "requests": { "url": "https://x.example/{{payload.kind|}}" }',
      ],
      [
        'a root of the path of a credential',
        '"fields": {}, "requests": { "auth": { "header": { "name": "x", "value": "$.sett|" } } }',
        'settings',
        '"fields": {}, "requests": { "auth": { "header": { "name": "x", "value": "$.settings|" } } }',
      ],
      ...[
        '"subject": "$.payload.ki|"',
        '"subject": ["$.payload.ki|"]',
        '"batch": { "key": "$.payload.ki|" }',
        '"requests": { "forEach": "$.payload.ki|" }',
      ].map((parts): [string, string, string, string] => {
        const text = `"fields": { "kind": "string" }, ${parts}`
        return [`a path in ${parts}`, text, 'kind', text.replace('ki|', 'kind|')]
      }),
      [
        'a field of a condition',
        '"fields": { "kind": "string", "x": { "required": "ki|" } }',
        'kind',
        '"fields": { "kind": "string", "x": { "required": "kind|" } }',
      ],
      [
        'a part of a field in a condition',
        '"fields": { "a": { "properties": { "city": "string" } }, "x": { "required": "a.|" } }',
        'city',
        '"fields": { "a": { "properties": { "city": "string" } }, "x": { "required": "a.city|" } }',
      ],
      [
        'a choice in a condition',
        '"fields": { "kind": { "choices": ["new", "old"] }, "x": { "required": "kind = \'|\'" } }',
        'old',
        '"fields": { "kind": { "choices": ["new", "old"] }, "x": { "required": "kind = \'old|\'" } }',
      ],
      [
        'a word between conditions',
        '"fields": { "a": "string", "x": { "properties": { "y": { "required": "a = null |" } } } }',
        'and',
        '"fields": { "a": "string", "x": { "properties": { "y": { "required": "a = null and|" } } } }',
      ],
      [
        'the level of a check',
        '"fields": {}, "checks": { "c": { | } }',
        'skip',
        '"fields": {}, "checks": { "c": { "skip": "|" } }',
      ],
      [
        'a key of one request',
        '"fields": {}, "requests": { | }',
        'encoding',
        '"fields": {}, "requests": { "encoding": "|" }',
      ],
      [
        'an encoding of one request',
        '"fields": {}, "requests": { "encoding": "|" }',
        'form',
        '"fields": {}, "requests": { "encoding": "form|" }',
      ],
    ].map(([name, written, choice, after]): [string, string, string, string, string] => {
      const text = (parts: string) => `{ "actions": { "a": { ${parts} } } }`
      return [name!, definition, text(written!), choice!, text(after!)]
    }),
    [
      'an event of a test',
      tests,
      '{ "events": { "order": {} }, "tests": [{ "event": "|" }] }',
      'order',
      '{ "events": { "order": {} }, "tests": [{ "event": "order|" }] }',
    ],
    [
      'a subscription',
      tests,
      '{ "mappings": "shop.json", "tests": [{ "expect": { "actions": [{ "subscription": "|" }] } }] }',
      'orders',
      '{ "mappings": "shop.json", "tests": [{ "expect": { "actions": [{ "subscription": "orders|" }] } }] }',
    ],
    [
      'a field of an expected payload',
      tests,
      '{ "tests": [{ "expect": { "actions": [{ "subscription": "orders", "payload": { "|" } }] } }] }',
      'total',
      '{ "tests": [{ "expect": { "actions": [{ "subscription": "orders", "payload": { "total": | } }] } }] }',
    ],
    [
      'a matcher',
      tests,
      '{ "tests": [{ "expect": { "actions": [{ "payload": { "total": { "|" } } }] } }] }',
      '$is',
      '{ "tests": [{ "expect": { "actions": [{ "payload": { "total": { "$is": | } } }] } }] }',
    ],
    [
      'a kind of a matcher',
      tests,
      '{ "tests": [{ "expect": { "actions": [{ "payload": { "total": { "$is": "|" } } }] } }] }',
      'uuid',
      '{ "tests": [{ "expect": { "actions": [{ "payload": { "total": { "$is": "uuid|" } } }] } }] }',
    ],
    [
      'a file of mappings',
      tests,
      '{ "mappings": "|", "tests": [] }',
      './shop.json',
      '{ "mappings": "./shop.json|", "tests": [] }',
    ],
  ])('%s', (_, file, text, label, result) => {
    const { labels, choose } = completeAt(file, text)
    expect(labels).toContain(label)
    expect(choose(label)).toBe(result)
  })
})

describe('nothing is offered', () => {
  test.each<[what: string, file: string, text: string]>([
    ['in a comment', mappings, '{ // |\n }'],
    ['after a value', mappings, '{ "destination": "a" |, "x": 1 }'],
    ['in a string of an expression', mappings, overrides('"total": { "@jsonata": "\'pro|\'" }')],
    ['outside of the braces of a template', mappings, overrides('"total": { "@template": "pro|" }')],
    ['for the fields of a variable', mappings, overrides('"total": { "@jsonata": "$x.|" }')],
    ['in another file', 'package.json', '{ "name": "|" }'],
  ])('%s', (_, file, text) => {
    expect(completeAt(file, text).labels).toEqual([])
  })
})

test('keys that an object has already are not offered', () => {
  const { labels } = completeAt(mappings, overrides('"total": 1, "|"'))
  expect(labels).toEqual(['userId', 'kind', 'items'])
})

test('everything that is offered is described', () => {
  const places = [
    ['{ | }', mappings],
    [overrides('"total": { | }'), mappings],
    [overrides('"total": { "@jsonata": "$|" }'), mappings],
    [subscription('"trigger": "|"'), mappings],
    ['{ "rules": { | } }', mappings],
    ['{ "actions": { "a": { | } } }', definition],
    ['{ "tests": [{ | }] }', tests],
  ] as const
  const bare = places.flatMap(([text, file]) => completeAt(file, text).items.filter(item => !item.documentation))
  // Keys of items are known from paths only.
  expect(bare.map(({ label }) => label).filter(label => !label.includes('[0]'))).toEqual([])
})
