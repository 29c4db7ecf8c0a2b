import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/api/index.ts'

// Any directive with any argument, well formed or not: the model has to be wrong where the package is.
const key = fc.constantFrom('a', 'b', 'c', '0', 'x y', '$d', 'length', 'toString', "it's")
const word = fc.constantFrom('', 'A', 'Bé', 'a-b', '{"a":[1,{"b":null}]}', '[1]', '5', '{{a}}', '$.c', 'a.b', 'left')
const scalar = fc.oneof(word, fc.constantFrom(0, 1, -2.5, true, false, null))

const object = <T>(value: fc.Arbitrary<T>, maxKeys: number, keys: fc.Arbitrary<string> = key) =>
  fc
    .array(fc.tuple(keys, value), { maxLength: maxKeys })
    .map(members => Object.fromEntries(members) as Record<string, T>)

const { json } = fc.letrec<{ json: Json }>(tie => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('json'), { maxLength: 3 }),
    // As JSON makes it, in which this is a key.
    object(tie('json'), 3, fc.oneof({ weight: 9, arbitrary: key }, fc.constant('__proto__'))) as fc.Arbitrary<Json>,
  ),
}))
export const event = object(json, 6) as fc.Arbitrary<JsonObject>

const part = fc.oneof(
  key.map(name => `.${name}`),
  fc.constantFrom('[0]', "['a']", '["x.b"]', "['a'", '.', '[x]', '].', '0]', '$.', ' ', "['']"),
)
const path = fc
  .tuple(fc.constantFrom('$.', '', '$', '.'), key, fc.array(part, { maxLength: 3 }))
  .map(([start, first, parts]) => start + first + parts.join(''))
const template = fc
  .array(
    fc.oneof(
      path.map(text => `{{${text}}}`),
      path.map(text => `{{{ ${text} }}}`),
      fc.constantFrom('Hi ', '{', '}', '{{', '}}}'),
    ),
    { maxLength: 4 },
  )
  .map(parts => parts.join(''))

const options = [
  ...['exists', 'blank', 'then', 'else', 'operator', 'value', 'pattern', 'pattern2', 'replacement', 'replacement2'],
  ...['global', 'ignorecase', 'separator', 'omitArrays', 'mode', 'direction', 'objects', 'apply', 'mapping'],
]
const telling = fc.constantFrom<Json>(
  ...['lower', 'upper', 'encode', 'decode', 'Encode', 'left', 'LEFT', 'right', '.', 'a', '$&', "$'b", '-', '[1'],
  ...['0123456789', '0123456789a', true, false, null, '', 0],
)

interface Generated {
  any: Json
  directive: Json
}

const { any, directive } = fc.letrec((tie: fc.LetrecTypedTie<Generated>): fc.LetrecValue<Generated> => {
  const [value, directive] = [tie('any'), tie('directive')]
  const argument = fc.dictionary(fc.constantFrom(...options), fc.oneof(value, telling), { noNullPrototype: true })
  const make = (name: string, members: Record<string, fc.Arbitrary<unknown>>) =>
    fc
      .record(members, { requiredKeys: Object.keys(members).slice(0, 1) })
      .map(argument => ({ [name]: argument }) as Json)
  const flag = fc.constantFrom<Json>(true, false, null, 1)
  const short = fc.oneof(telling, fc.constantFrom<Json>('a', 'A', 'b', 'é'))
  const text = fc.oneof({ maxDepth: 4, depthSize: 'small' }, path, word, value) as fc.Arbitrary<Json>
  return {
    any: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      scalar,
      directive,
      object(value, 3) as fc.Arbitrary<Json>,
      fc.array(value, { maxLength: 3 }),
    ),
    directive: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      path.map((text): Json => ({ '@path': text })),
      template.map((text): Json => ({ '@template': text })),
      text.map((argument): Json => ({ '@path': argument })),
      text.map((argument): Json => ({ '@template': argument, _metadata: { label: 'x' } })),
      value.map((argument): Json => ({ '@literal': argument })),
      value.map((argument): Json => ({ '@excludeWhenNull': argument })),
      fc.tuple(text, value).map((argument): Json => ({ '@arrayPath': argument })),
      make('@if', { exists: value, then: value, else: value }),
      make('@if', { blank: value, then: value, else: value, exists: value }),
      make('@case', { operator: short, value }),
      make('@replace', {
        ...{ pattern: short, value, replacement: short, pattern2: short, replacement2: short },
        ...{ global: flag, ignorecase: flag },
      }),
      make('@flatten', { separator: short, value, omitArrays: flag }),
      make('@json', { mode: fc.constantFrom<Json>('encode', 'decode', 'Encode', ''), value }),
      make('@merge', {
        direction: fc.constantFrom<Json>('left', 'right', 'LEFT', 0),
        objects: fc.array(value, { maxLength: 3 }),
      }),
      make('@transform', { apply: value, mapping: value }),
      fc
        .tuple(fc.constantFrom('@if', '@case', '@replace', '@json', '@merge', '@flatten', '@jsonata'), argument)
        .map(([name, argument]): Json => ({ [name]: argument })),
      fc
        .tuple(directive, key, value)
        .map(([directive, key, value]): Json => ({ ...(directive as object), [key]: value })),
    ),
  }
})

/** At the root, one directive whose argument is an object may make the whole of the mapping. */
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
const whole = any.filter(
  value =>
    isObject(value) &&
    Object.values(value as object)
      .map(isObject)
      .join() === 'true',
)
/** The mapping of a saved action. */
export const saved = fc
  .tuple(object(any, 3), fc.option(whole, { freq: 8, nil: undefined }))
  .map(([members, whole]): Json => {
    return whole === undefined ? members : { ...members, __segment_internal_directive: whole }
  })

export { directive }
