/** Generates definitions that are made to be expensive to compile: a small part, nested or repeated in many places. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** A generator of numbers from a seed (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed | 0
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Random = ReturnType<typeof randomFrom>

/** Expressions around another one, which `~` stands for. */
const expressionShells = [
  ...['(~)', '[~]', '{"a":~}', '-~', '~+1', '~ & "x"', '~ ?? b', '~ ?: b', '(~) ?? b', '(~) ?: ~', '~?b:c', 'a?~:c'],
  ...['a?b:~', 'a[~]', 'a.(~)', '$not(~)', '$merge([~, {}])', 'function($a){~}', '(function($a){~})(1)', '(~)[0]'],
  ...['($x := ~; $x)', '($x := a ? $x.b : $x.c; ~)', 'a^(~)', '(~).%', 'a@$v.(~)', 'a#$i.(~)', '(~){b: c}', '(~).**'],
  ...['[a].b{"k": ~}', '$map(a, function($v){~})', '~ ~> $string', '$f(~)', '|a|~|', '$match(a, /(~)/)', '"~"', '~,~'],
  ...['~ and ~', '$append(?, ~)', '/* ~ */ 1', '`~`', '/"/ ?? ~', '~(', '(~;~)', '$exists(~) ? ~ : 1'],
]
const triggerShells = [
  ...[
    '(~)',
    '!(~)',
    '~ and event = "a"',
    '~ or properties.a = 1',
    '(~ or userId = "x") and (~ or type = "page")',
    '~ ~',
  ],
  ...[
    '~ and event in ["a", "b"]',
    'length(~)',
    '~ and match(event, "*a*[b]?")',
    '~ && foo',
    '~ and 1,000',
    '~.a',
    '~["a"]',
  ],
]
const liquidShells = ['{{ ~ }}', '{% if ~ %}~{% endif %}', '~ | upcase', '{{ a[~] }}', '~~', '{{ ~ | upcas }}', '$.~']
const templateShells = [
  '{{~}}',
  '{{{~}}}',
  '{~',
  '~}}',
  '{{~|a}}',
  '{{a ? ~}}',
  '{%~%}',
  '${~.b}',
  '~~',
  '{{~ + "a"}}',
  '~[',
  '~["',
]

function text(random: Random, shells: readonly string[], seeds: readonly string[], most: number): string {
  const [first, second] = [shells[random(shells.length)]!, shells[random(shells.length)]!]
  let made = seeds[random(seeds.length)]!
  const rounds = 2 ** random(13)
  for (let round = 0; round < rounds && made.length < most; round++) {
    const shell = round % 2 === 0 ? first : second
    const next = shell.replaceAll('~', () => made)
    if (next.length > most) break
    made = next
  }
  return made
}

const expression = (random: Random, most = 9000) =>
  text(random, expressionShells, ['a', '1', '$x', 'a.b', '"s"', '%', '*', '$zz()', '$sum(a)', '{}'], most)
const trigger = (random: Random) =>
  text(random, triggerShells, ['event = "a"', 'type = "track"', 'event', 'x', '1'], 20_000)
const liquid = (random: Random) => text(random, liquidShells, ['a', 'a.b', '"x"', 'now'], 950)
const template = (random: Random) => text(random, templateShells, ['a', 'a.b', 'x', '$.'], 20_000)

/** Mappings around another one. */
const mappingShells: readonly ((inner: Json) => Json)[] = [
  inner => ({ a: inner }),
  inner => [inner, inner],
  inner => ({ '@if': { exists: inner, then: inner, else: 1 } }),
  inner => ({ '@coalesce': [inner, { '@path': '$.userId' }] }),
  inner => ({ '@merge': { direction: 'right', objects: [inner, { b: inner }] } }),
  inner => ({ '@transform': { apply: { l: inner }, mapping: { r: inner } } }),
  inner => ({ '@arrayPath': ['$.properties.products', { a: inner }] }),
  inner => ({ '@flatten': { separator: '.', value: inner } }),
  inner => ({ '@json': { mode: 'encode', value: inner } }),
  inner => ({ '@literal': inner }),
  inner => ({ '@path': inner }),
  inner => ({ '@pathh': inner }),
  inner => ({ '@if': inner, other: inner }),
  inner => ({ $ref: '#/constants/c0', a: inner }),
]

/** Shells that fit every place, if they are not too many. */
const fittingShells = mappingShells.slice(0, 6)

/** Makes a mapping that reads below a root. Three of four are plain, so that the others are reached. */
function mapping(random: Random, isWrong: boolean, root: 'properties' | 'payload' | 'settings' = 'properties'): Json {
  if (random(4) > 0) return { '@path': `$.${root}.c0` }
  const leaves: readonly (() => Json)[] = [
    () => ({ '@jsonata': expression(random).replaceAll('a', root) }),
    () => ({ '@template': template(random).replaceAll('a', `${root}.c0`) }),
    () => ({ '@liquid': liquid(random).replaceAll('a', root).slice(0, 999) }),
    () => ({ '@path': `$.${root}.c0${'.a'.repeat(2 ** random(9))}` }),
    () => ({ $ref: '#/constants/c0' }),
    () => 'x'.repeat(2 ** random(12)),
    () => random(100),
  ]
  let made = isWrong ? leaves[random(leaves.length)]!() : { '@path': `$.${root}.c0` }
  const shells = isWrong ? mappingShells : fittingShells
  const [first, second] = [shells[random(shells.length)]!, shells[random(shells.length)]!]
  const rounds = 2 ** random(7)
  for (let round = 0; round < rounds && JSON.stringify(made).length < 20_000; round++)
    made = (round % 2 ? second : first)(made)
  return made
}

function many<T>(random: Random, most: number, make: (i: number) => T): { [key: string]: T } {
  return Object.fromEntries(Array.from({ length: 1 + random(most) }, (_, i) => [`c${i}`, make(i)]))
}

/** Makes a definition from a seed. Most have one expensive part; a few have several. */
export function bombFrom(seed: number): { [key: string]: Json } {
  const random = randomFrom(seed)
  const rarely = () => random(5) === 0
  const big = () => (random(4) === 0 ? 300 : 3)
  // Some definitions have mistakes in many places. The others mostly compile.
  const isWrong = random(3) === 0
  const fieldOf = (properties: () => { [key: string]: Json }) => (): { [key: string]: Json } => {
    const type = isWrong && random(100) === 0 ? 'strin' : ['string', 'object', 'number'][random(3)]!
    return {
      type,
      ...(random(2) === 0 && { default: mapping(random, isWrong) }),
      ...((isWrong || type === 'string') &&
        rarely() && { choices: Array.from({ length: 2 ** random(10) }, (_, i) => `c${i}`) }),
      ...((isWrong || type === 'object') && rarely() && { properties: properties() }),
      ...(isWrong &&
        rarely() && {
          required: { conditions: [{ fieldKey: `c${'.a'.repeat(random(20))}`, operator: 'is', value: 1 }] },
        }),
    }
  }
  const sharedField = fieldOf(() => many(random, big(), () => ({ type: 'string' })))
  const field = fieldOf(() => many(random, big(), i => (i === 0 ? { $ref: '#/fields/c0' } : { type: 'string' })))
  const url = [
    'https://api.example.com/v1',
    { '@template': `https://api.example.com/${template(random)}` },
    mapping(random, isWrong, 'payload'),
  ][isWrong && rarely() ? 1 + random(2) : 0]!
  const request = (): { [key: string]: Json } => ({
    url,
    ...(random(2) === 0 && { body: mapping(random, isWrong, 'payload') }),
    ...(rarely() && { headers: many(random, big(), () => ({ '@path': '$.payload.c0' })) }),
    ...(rarely() && { when: mapping(random, isWrong, 'payload') }),
  })
  const nested = (name: string, count: number) =>
    many(random, count, i =>
      i === 0
        ? sharedField()
        : { type: 'object', properties: { l: { $ref: `#/${name}/c${i - 1}` }, r: `#/${name}/c${i - 1}` } },
    )
  return {
    slug: 'bomb',
    name: 'Bomb',
    ...((!isWrong || random(2) === 0) && { settings: many(random, big(), () => ({ type: 'string', default: 'x' })) }),
    constants: many(random, big(), i =>
      i === 0 || rarely() ? mapping(random, isWrong, 'settings') : { l: { $ref: '#/constants/c0' } },
    ),
    fields: rarely() ? nested('fields', 24) : { c0: sharedField() },
    ...(isWrong &&
      rarely() && { functions: many(random, big(), i => `function($a){$c${i + 1}(${expression(random, 500)})}`) }),
    ...(rarely() && { request: request() as Json }),
    actions: many(random, 3, () => ({
      fields: many(random, big(), i => (i % 7 === 6 ? '#/fields/c0' : field())),
      requests: Array.from({ length: 1 + random(big()) }, request),
      ...(rarely() && {
        checks: Array.from({ length: random(big()) }, () => ({
          when: mapping(random, isWrong, 'payload'),
          message: 'm',
        })),
      }),
    })),
    subscriptions: Array.from({ length: 1 + random(big()) }, () => ({
      action: isWrong && random(50) === 0 ? 'c1' : 'c0',
      trigger: isWrong && random(20) === 0 ? trigger(random) : 'type = "track"',
      ...(rarely() && { mapping: { c0: mapping(random, isWrong) } }),
    })),
  }
}
