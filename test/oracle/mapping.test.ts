import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DiagnosticBag } from '../../src/diagnostics/index.ts'
import { compileMapping, parseMapping } from '../../src/mapping/index.ts'
import { publishedMapping, takesApart } from '../../src/segment/published/mapping.ts'
import { type Json, readPath } from '../../src/value/index.ts'
import { runs } from '../seed.ts'
import { hasVectors, readVectors } from '../vectors.ts'
import { listedDifferences } from './listedDifferences.ts'

const require = createRequire(import.meta.url)
const kit = require('@segment/actions-core/mapping-kit')
const reader = require(join(dirname(require.resolve('@segment/actions-core/mapping-kit')), '../get.js'))
const publishedGet = reader.get

type Transform = (mapping: Json, input: Json) => unknown

const published: Transform = (mapping, input) => kit.transform(structuredClone(mapping), input)

/**
 * The published implementation, reading only own properties of objects and arrays: this difference concerns every path.
 */
const publishedOwn: Transform = (mapping, input) => {
  reader.get = (value: unknown, path: string) => {
    if (strayQuote.test(path)) throw new Error('a difference of its own: a quote inside a key')
    return readPath(value, publishedKeys(path))
  }
  try {
    return published(mapping, input)
  } finally {
    reader.get = publishedGet
  }
}

const strayQuote = /(?<!\[)["'](?!\])/

/** The keys that the published parser of paths finds: those it asks for. */
function publishedKeys(path: string): string[] {
  const keys: string[] = []
  const recorder: object = new Proxy(
    {},
    {
      get(_, key) {
        keys.push(String(key))
        return recorder
      },
    },
  )
  publishedGet(recorder, path)
  return keys
}

const ours: Transform = (mapping, input) => compileMapping(mapping)(input)

/** Keys in the order they stand, and an absent value other than null. */
const written = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value))

const key = fc.constantFrom('a', 'b', 'c', '0', 'x y', '$d', 'e-f')
const word = fc.constantFrom('', 'A', 'Bé', 'a-b', '{"a":[1,{"b":null}]}', '[1]', '5', 'a.b', '$.c', '  ')
const scalar = fc.oneof(word, fc.constantFrom(0, 1, -2.5), fc.boolean(), fc.constant(null))
const { json } = fc.letrec<{ json: Json }>(tie => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const input = fc.dictionary(key, json, { minKeys: 1, maxKeys: 6, noNullPrototype: true })

const pathPart = fc.oneof(
  key.map(name => `.${name}`),
  fc.constantFrom('[0]', "['a']", '["b"]', '.', '[x]', '.length'),
)
const path = fc
  .tuple(fc.constantFrom('$.', '', '$'), key, fc.array(pathPart, { maxLength: 2 }))
  .map(([start, first, parts]) => start + first + parts.join(''))
const template = fc
  .array(
    fc.oneof(
      path.map(text => `{{${text}}}`),
      path.map(text => `{{{ ${text} }}}`),
      fc.constantFrom('Hi ', '{', '}', '}}', ' '),
    ),
    { maxLength: 4 },
  )
  .chain(parts => fc.constantFrom('', '{{', '{{{').map(end => parts.join('') + end))
const liquid = fc.constantFrom(
  '{{ a }}',
  '{{ b.c | upcase }}',
  '{% if a %}1{% else %}{{ c | size }}{% endif %}',
  '{% assign x = b %}{{ x | join: "," }}{{ a["x y"] }}',
  '{{ a.first }}{{ b.size }}{{ c | default: "none" }}',
)

const constant = (...values: Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values)

interface Generated {
  any: Json
  directive: Json
  object: Json
  text: Json
}

const { any } = fc.letrec((tie: fc.LetrecTypedTie<Generated>): fc.LetrecValue<Generated> => {
  const [value, object, text, directive] = [tie('any'), tie('object'), tie('text'), tie('directive')]
  // The published implementation refuses or drops falsy constants.
  const truthy = fc.oneof(directive, object, constant('A', 1, true))
  const truthyText = fc.oneof(directive, constant('A', 'a-b'))
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
  const make = <T extends Record<string, fc.Arbitrary<unknown>>>(name: string, members: T) =>
    fc.record(members).map(argument => JSON.parse(JSON.stringify({ [name]: argument })) as Json)
  return {
    any: fc.oneof({ maxDepth: 5, depthSize: 'small' }, scalar, directive, object, fc.array(value, { maxLength: 3 })),
    object: fc.oneof(fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true }), directive),
    text: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      path.map((text): Json => text),
      directive,
    ),
    directive: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      path.map(text => ({ '@path': text })),
      template.map(text => ({ '@template': text })),
      liquid.map(text => ({ '@liquid': text })),
      text.map(argument => ({ '@path': argument })),
      value.map(argument => ({ '@literal': argument })),
      value.map(argument => ({ '@excludeWhenNull': argument, _metadata: { label: 'x' } })),
      make('@if', { exists: truthy, then: optional(value), else: optional(truthy) }),
      make('@if', { blank: truthy, then: optional(value), else: optional(truthy) }),
      make('@case', { operator: fc.constantFrom('lower', 'upper'), value: truthyText }),
      make('@replace', {
        pattern: fc.constantFrom('a', '.', 'A', '-', '\\', '[1'),
        replacement: optional(fc.constantFrom('', 'z', '()')),
        pattern2: optional(fc.constantFrom('b', '', 'é')),
        replacement2: optional(fc.constantFrom('', 'y')),
        global: optional(fc.boolean()),
        ignorecase: optional(fc.boolean()),
        value: truthyText,
      }),
      fc.tuple(text, fc.oneof(object, value)).map(argument => ({ '@arrayPath': argument })),
      make('@flatten', { separator: fc.constantFrom('.', '_'), value, omitArrays: optional(fc.boolean()) }),
      make('@json', { mode: fc.constantFrom('encode', 'decode'), value: truthy }),
      make('@merge', { direction: fc.constantFrom('left', 'right'), objects: fc.array(object, { maxLength: 3 }) }),
      make('@transform', { apply: object, mapping: object }),
    ),
  }
})

test('random mappings have the results of the published implementation', () => {
  let compared = 0
  fc.assert(
    fc.property(fc.dictionary(key, any, { minKeys: 1, maxKeys: 3, noNullPrototype: true }), input, (mapping, input) => {
      let expected: unknown
      try {
        expected = publishedOwn(mapping, input)
      } catch {
        return
      }
      if (publishedMapping(mapping as Json)(input).notes.has(takesApart)) return
      compared++
      expect(written(ours(mapping, input))).toBe(written(expected))
    }),
    { numRuns: runs(3000) },
  )
  expect(compared).toBeGreaterThan(runs(500))
})

describe('differences from the published implementation', () => {
  const outcome = (transform: Transform, mapping: Json, input: Json): string => {
    try {
      // Saved mappings map the fields of an action.
      const result = transform({ value: mapping }, input) as { value?: unknown }
      return written(result.value)
    } catch {
      return 'error'
    }
  }

  test.each(listedDifferences())('$difference', ({ mapping, input, published: theirs, ours: wanted }) => {
    expect(outcome(published, mapping, input)).toBe(theirs)
    expect(outcome(ours, mapping, input)).toBe(wanted)
  })

  test('are listed in docs/compatibility.md', () => {
    expect(listedDifferences().length).toBeGreaterThan(20)
  })
})

test.skipIf(!hasVectors)('every saved mapping parses, with a warning for one path that has two dots', () => {
  const { subscriptions } = readVectors('segment-payloads.json', { subscriptions: [] as Saved[] })
  const problems = new DiagnosticBag()
  for (const { destination, subscription } of subscriptions) {
    parseMapping(subscription.mapping, { problems, at: destination })
  }
  expect([...new Set(problems.list.map(({ message }) => message))]).toEqual([
    '`$.context.traits..countryCode` has a dot without a key',
  ])
})

interface Saved {
  destination: string
  subscription: { mapping: Json }
}
