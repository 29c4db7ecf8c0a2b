import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { numbersFrom } from './measure.js'

const folder = join(import.meta.dirname, '../destinations')
export const definitions = readdirSync(folder).map(slug => {
  return JSON.parse(readFileSync(join(folder, slug, 'destination.json'), 'utf8'))
})

/** Values of every key of the bundled definitions, so that a value can be replaced by one of another destination. */
const valuesByKey = new Map()
for (const definition of definitions) collectValues(definition)
const allKeys = [...valuesByKey.keys()]

function collectValues(value) {
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value)) valuesByKey.set(key, [...(valuesByKey.get(key) ?? []), member])
    collectValues(member)
  }
}

/** Sets a member as JSON has it, also `__proto__`. */
function setOwn(parent, key, value) {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true })
}

/** Members whose own members have names that the author chooses. */
const freeKeys = new Set([
  ...['settings', 'constants', 'functions', 'fields', 'properties', 'fragments', 'templates', 'actions', 'checks'],
  ...['headers', 'query', 'body', 'overrides', 'default', 'choices'],
])
/** Members that are mappings. */
const mappingKeys = new Set(['default', 'overrides', 'body', 'query', 'headers', 'constants', 'item'])
const oddKeys = [
  '__proto__',
  'constructor',
  '',
  'a/b~c',
  '$ref',
  '$with',
  '@if',
  '@fields',
  'k'.repeat(3000),
  'é\u2028',
]
const oddValues = [
  null,
  true,
  0,
  -1,
  1e308,
  0.1,
  '',
  ' ',
  '\ud800',
  [],
  {},
  [[]],
  { a: {} },
  '#/',
  'std#/email',
  'string',
]
const operators = [' & ', ' + ', ' and ', '.', ', ', '; ', ' ~> ', ' = ', ' ? 1 : ']
const operands = ['a', 'b.c', '"x"', '$uppercase(a)', '{"a": b}', '[1..9]', '$x', '/a+/', '(a; b)', '$$.q[0]', 'nope(']
const steps = ['.b', '[0]', '[c > 1]', '^(d)', '{e: f}', '#$i', '@$j', '.*', '.**', '.%']
const patterns = ['a', '(b|c)', 'd*', '[e-z]+', '(?:f)?', '\\s{2,9}']
const liquid = ['{{ a | upcase }}', '{% if a %}', '{% endif %}', 'x']
/** Most characters that one change adds, so that a definition has some megabytes at most. */
const mostAdded = 2_000_000

/** A bundled definition with some changes: most make it larger or deeper, others put something in a wrong place. */
export function hostileDefinition(seed) {
  const random = numbersFrom(seed)
  const below = count => Math.floor(random() * count)
  const oneOf = list => list[below(list.length)]
  /** A number from 1 to `most`, small ones as often as large ones. */
  const count = most => Math.ceil(most ** random())
  const fill = (length, item) => Array.from({ length }, (_, index) => item(index))
  const some = (most, list, between = '') => fill(count(most), () => oneOf(list)).join(between)
  const numbered = (prefix, length, item) =>
    Object.fromEntries(fill(length, index => [`${prefix}${index}`, item(index)]))
  const nest = (value, depth, wrap) => fill(depth, () => 0).reduce(inner => wrap(inner), value)
  const around = (before, after) => nest(oneOf(operands), count(1000), inner => `${before}${inner}${after}`)
  /** A number of repetitions that makes a value not too large. */
  const times = (value, most = 30_000) => {
    return Math.min(count(most), Math.ceil(mostAdded / (JSON.stringify(value) ?? '').length))
  }

  const definition = structuredClone(oneOf(definitions))
  const { slug } = definition
  const parts = Object.keys(definition).filter(key => typeof definition[key] === 'object')

  const writers = {
    expression: () =>
      oneOf([
        () => some(20_000, operands, oneOf(operators)),
        () => around('(', ')'),
        () => around('[', ']'),
        () => around('{"a": ', '}'),
        () => around('$map(a, function($x) { ', ' })'),
        () => `(${fill(count(20_000), index => `$v${index} := ${oneOf(operands)}`).join('; ')})`,
        () => `{${fill(count(20_000), index => `"k${index}": ${oneOf(operands)}`).join(', ')}}`,
        () => `a${some(20_000, steps)}`,
        () => `$contains(a, /${some(3000, patterns)}/)`,
        () => structuredClone(oneOf(valuesByKey.get('@jsonata'))),
      ])(),
    template: () => some(3000, ['{{event}}', '{{ a.b }}', 'x', '{{', '}}']),
    path: () => `$.${some(30_000, ['a', 'b[0]', 'c[*]', "['d']"], '.')}`,
    trigger: () => fill(count(5000), index => `event = "E${index}"`).join(oneOf([' or ', ' and ', ') or ('])),
    text: value => String(value).repeat(times(value)),
  }

  /** Values in place of a value, by the places where they fit. Some change the parent, and leave the value. */
  const changes = {
    free: {
      'more members': (value, { parent }) =>
        void Object.assign(
          parent,
          numbered('more', times(value), () => value),
        ),
      'odd key': (value, { parent }) => void setOwn(parent, oneOf(oddKeys), value),
    },
    list: {
      'more items': (value, { parent }) =>
        void Object.assign(parent, [...Object.values(parent), ...fill(times(value), () => value)]),
      'more texts': (value, { parent }) =>
        void Object.assign(
          parent,
          fill(times(value), index => `${JSON.stringify(value)}${index}`),
        ),
    },
    mapping: {
      members: value => numbered('k', times(value), () => value),
      items: value => fill(times(value), () => value),
      nested: value => nest(value, count(3000), inner => ({ a: inner })),
      'nested lists': value => nest(value, count(3000), inner => [inner]),
      coalesce: value => ({ '@coalesce': fill(times(value), () => value) }),
      conditions: value => nest(value, count(700), inner => ({ '@if': { exists: value, then: inner, else: 'x' } })),
      merge: value => ({ '@merge': { direction: 'right', objects: fill(times(value), () => value) } }),
      '@jsonata': () => ({ '@jsonata': writers.expression() }),
      '@template': () => ({ '@template': writers.template() }),
      '@liquid': () => ({ '@liquid': some(1000, liquid) }),
      '@path': () => ({ '@path': writers.path() }),
      'chain of references': () => addChain(1),
      'doubling references': () => addChain(2),
    },
    ...Object.fromEntries(Object.entries(writers).map(([name, write]) => [name, { [name]: write }])),
    any: {
      another: (_value, { key }) => structuredClone(oneOf(valuesByKey.get(key) ?? oddValues)),
    },
    none: {
      holes: addHoles,
      misplaced: () => structuredClone(oneOf(valuesByKey.get(oneOf(allKeys)))),
      odd: () => oneOf(oddValues),
      letters: () => oneOf(['a', '(', '{{', '#/a', '$a.', 'é😀', '\\']).repeat(count(200_000)),
      reference: () => oneOf([place => place, place => ({ $ref: place })])(`#/${pickPlace().path.join('/')}`),
    },
  }

  function kindsOf({ parent, key, path }) {
    const isMapping = path.some(name => mappingKeys.has(name)) && !key.startsWith('@')
    return [
      'any',
      ...(Array.isArray(parent) ? ['list'] : freeKeys.has(path.at(-2)) ? ['free'] : []),
      ...(isMapping ? ['mapping'] : []),
      ...(['@jsonata', 'when'].includes(key) ? ['expression'] : []),
      ...(['@template', 'url'].includes(key) ? ['template'] : []),
      ...(key === '@path' ? ['path'] : []),
      ...(key === 'trigger' ? ['trigger'] : []),
      ...(['description', 'label', 'message', 'name', 'title'].includes(key) ? ['text'] : []),
    ]
  }

  /** Changes one member, in one of five cases to something that may not fit, and returns the name of the change. */
  function change() {
    const place = pickPlace()
    const kinds = random() < 0.8 ? kindsOf(place) : Object.keys(changes)
    const [name, make] = oneOf(Object.entries(changes[oneOf(kinds)]))
    const { parent, key, path } = place
    const value = make(parent[key], place)
    if (value !== undefined) setOwn(parent, key, value)
    return `${name} at ${path.join('/').slice(0, 60)}`
  }

  /** A member at a random depth; those of mappings and requests are deep. */
  function pickPlace() {
    let place = pickMember(definition, [], oneOf(parts))
    for (let depth = 1 + below(8); depth > 0; depth--) {
      const value = place.parent[place.key]
      if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) break
      place = pickMember(value, place.path)
    }
    return place
  }

  function pickMember(parent, path, key = oneOf(Object.keys(parent))) {
    return { parent, key, path: [...path, key] }
  }

  /** Fragments of which each refers to the one before it, `width` times. */
  function addChain(width) {
    const length = count(3000)
    const refer = index => numbered('m', width, () => `#/fragments/chain${index - 1}`)
    const chain = numbered('chain', length, index => (index === 0 ? { a: 'x' } : refer(index)))
    definition.fragments = { ...definition.fragments, ...chain }
    return { $ref: `#/fragments/chain${length - 1}` }
  }

  function addHoles(value) {
    const filled = numbered('hole', times(value, 3000), () => value)
    const names = Object.keys(filled)
    const fields = Object.fromEntries(names.map(name => [name, { $with: name }]))
    definition.templates = { ...definition.templates, holes: { with: names, fields } }
    definition.actions = { ...definition.actions, filled: { extends: 'holes', with: filled } }
  }

  const names = fill(1 + below(3), change)
  return { definition, label: `${slug}: ${names.join(', ')}` }
}
