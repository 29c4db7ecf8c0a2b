import { publicLibrary } from '../dist/jsonata/evaluate.js'
import { destinationLibrary } from '../dist/jsonata/functions/index.js'
import { usableFilters } from '../dist/mapping/liquid.js'
import { functionNames, testNames } from '../dist/trigger/trigger.js'
import { numbersFrom } from './measure.js'

const fill = (length, item) => Array.from({ length }, (_, index) => item(index))
const double = (start, pair, levels = 28) => fill(levels, () => 0).reduce(value => pair(value), start)

/** Large values by name. Their parts, each counted once, are too few for a second attempt. */
const values = {
  objects: double({ a: 'x' }, value => ({ l: value, r: value })),
  lists: double(['x'], value => [value, value]),
  times: double({ t: '2024-05-01T12:34:56Z' }, value => ({ l: value, r: value }), 12),
  text: 'ab c'.repeat(12_000),
  letters: 'a'.repeat(50_000),
  accents: 'é漢😀'.repeat(12_000),
  digits: '1'.repeat(50_000),
  marks: '<"&%41\\'.repeat(7000),
  url: `https://x.example/?${'a=%20&'.repeat(8000)}`,
  mail: `${'a.'.repeat(20_000)}@${'b.'.repeat(20_000)}example`,
  agent: `Mozilla/5.0 (${'Linux; Android 9; '.repeat(2500)}`,
  numbers: fill(8000, index => index * 1.1),
  strings: fill(5000, index => `s${index}`),
  same: fill(3000, () => 'abcdefghijklmnop'),
  records: fill(2000, index => ({ a: index, b: 'x', c: { d: [index] } })),
  nested: fill(90, () => fill(90, index => index)),
  empty: fill(8000, () => ''),
  keys: Object.fromEntries(fill(5000, index => [`k${index}`, index])),
  manyKeys: fill(60, () => Object.fromEntries(fill(100, index => [`k${index}`, 'x']))),
  small: { a: 1, b: 'x', l: [1, 2, 3] },
}

/** One list, so that its parts count once. */
const some300 = values.numbers.slice(0, 300)

const functions = [...new Map([...publicLibrary, ...destinationLibrary]).values()].filter(
  ({ name, pure }) => pure || name === 'eval' || name === 'error' || name === 'now',
)
const patterns = ['/a/', '/[a-z]+/', '/(a|b)*c/', '/(a+)+$/', '/\\s*x/i', '/(.)(.)\\2/', '/^.*b/', '/\\d{2,9}z/']
const pictures = ['"[Y0001]-[M01]-[D01]"', '"#,##0.00"', '"i"', '"w"', '"[Y,900]"', '"[MNn] [F]"', '"000"', '"A"']
const words = ['"a"', '"ab"', '" "', '""', '"xyz"', '"md5"', '"hex"', '"DE"', '"é"', '"aaaaaaaaaaaaaaab"', ...pictures]

/** The bomb of a seed: a definition, an event, and how it is run. */
export function bomb(seed) {
  const random = numbersFrom(seed)
  const below = count => Math.floor(random() * count)
  const oneOf = list => list[below(list.length)]
  const chance = part => random() < part
  const some = (...writers) => oneOf(writers)()
  const count = () => oneOf([3, 30, 300, 3000, 30_000, 300_000])

  /** The large value, a part of it, or what a call makes of it. */
  const large = depth =>
    depth > 0 && chance(0.4)
      ? call(depth - 1)
      : oneOf(['$$.properties.v', '$$.properties.v', '$$.properties.w', '$$.properties.v[0]'])
  const lambda = depth =>
    some(
      () => 'function($x){ $x }',
      () => 'function($x, $y){ $x < $y }',
      () => 'function($x){ true }',
      () => `function($x, $y){ ${depth > 0 ? call(depth - 1) : '$y'} }`,
      () => oneOf(['$string', '$length', '$boolean', '$uppercase', '$append', '$keys', '$reverse', '$not']),
    )
  const plain = type => {
    if (type === 'f') return oneOf(patterns)
    if (type === 'n') return oneOf(['0', '-1', '2', '9', '1e5', '1e9', '0.1', '1714566896000'])
    if (type === 'b') return oneOf(['true', 'false'])
    if (type === 'o') return oneOf(['{"a": "b"}', '$$.properties.w'])
    if (type === 'a') return oneOf(['["a", "k1"]', '[1..9]', '$$.properties.w'])
    return oneOf(words)
  }

  function argument({ types }, depth) {
    if (types === 'f') return chance(0.5) ? oneOf(patterns) : lambda(depth)
    if (types === 'sf')
      return some(
        () => oneOf(patterns),
        () => oneOf(words),
        () => large(depth),
        () => lambda(depth),
      )
    return chance(0.6) ? large(depth) : plain(types[0])
  }

  function call(depth) {
    if (chance(0.15)) return construct(depth)
    const { name, signature } = oneOf(functions)
    const args = signature.parameters.filter(({ optional }) => !optional || chance(0.6))
    return `$${name}(${args.map(parameter => argument(parameter, depth)).join(', ')})`
  }

  /** Syntax that costs by the size of what it is given. */
  function construct(depth) {
    const [a, b] = [large(depth), large(depth)]
    return oneOf([
      `(${a} & ${b})`,
      `(${a} = ${b})`,
      `(${a} in ${b})`,
      `$count(${a}.**)`,
      `${a}.*`,
      `[${a}, ${b}]`,
      `{"a": ${a}, "b": ${b}}`,
      `${a}{ $string($): $ }`,
      `(${a} ~> |$|{"q": 1}|)`,
      `${a}^($string($))`,
      `${a}^(>a)`,
      `${a}[$ = "a"]`,
      `${a}[a > 3].b`,
      `${a}@$p.{"p": $p}`,
      `${a}#$i[$i > 3]`,
      `${a}.%`,
      `[1..${count()}]`,
      `(${a} < ${b})`,
      `(${a} ? 1 : 2)`,
    ])
  }

  function expression() {
    const inner = call(2)
    return some(
      () => inner,
      () => `$map([1..${count()}], function($i){ ${inner} })`,
      () => `[1..${count()}].(${inner})`,
      () => `$reduce([1..${count()}], function($a, $i){ ${inner} })`,
      () => `$reduce([1..${count()}], function($a, $i){ $append($a, ${inner}) }, [])`,
      () => `$reduce([1..40], function($a, $i){ {"l": $a, "r": $a} }, ${inner})`,
      () => `$string($reduce([1..40], function($a, $i){ [$a, $a] }, ${inner}))`,
      () => `$reduce([1..40], function($a, $i){ $a & $a }, $string(${inner}))`,
      () => `($f := function($n){ $n > 0 ? [${inner}, $f($n - 1)] : 0 }; $f(${oneOf([30, 300])}))`,
      () => `($f := function($n, $a){ $n > 0 ? $f($n - 1, ${inner}) : $a }; $f(${count()}, 0))`,
      () => `$$.properties.v.**.(${inner})`,
      () => `[1..${count()}][${inner}]`,
      () => `[1..${count()}]^(${inner})`,
      () => `$sort([1..${count()}], function($x, $y){ ${inner} })`,
      () => `[1..${count()}]{ $string($): ${inner} }`,
      () => `[1..${count()}]@$p.[1..${count()}]@$q[$p = $q].(${inner})`,
      () => `$$.properties.v ~> |$|{"q": ${inner}}|`,
    )
  }

  function filters() {
    const arg = () => oneOf(['v', 'w', '"a"', '"ab"', '3', '50000', '"%c"', '"a.b.c"', '" "'])
    return fill(1 + below(3), () => {
      const args = fill(below(3), arg)
      return ` | ${oneOf([...usableFilters])}${args.length > 0 ? `: ${args.join(', ')}` : ''}`
    }).join('')
  }

  function template() {
    const output = `{{ v${filters()} }}`
    const start = '{% assign v = properties.v %}{% assign w = properties.w %}'
    return (
      start +
      some(
        () => output,
        () => output.repeat(oneOf([3, 30])),
        () => `{{ (1..${count()})${filters()} }}`.repeat(oneOf([1, 30])),
        () => `{% assign v = v${filters()} %}`.repeat(oneOf([3, 30])) + output,
        () => `{% assign v = v | append: v %}`.repeat(30) + output,
        () => '{% if v contains w %}a{% endif %}{% if v == w %}b{% endif %}'.repeat(oneOf([3, 12])),
        () => `${'{% capture v %}{{ v }}{{ v }}{% endcapture %}'.repeat(19)}{{ v | size }}`,
        () => '{% unless v == w %}{{ v[w] }}{% endunless %}'.repeat(oneOf([3, 30])),
      )
    )
  }

  const path = text => ({ '@path': text })
  function mapping(depth) {
    const inner = () =>
      depth > 0 ? mapping(depth - 1) : path(oneOf(['$.properties.v', '$.properties.w', '$.', '$.properties']))
    return some(
      () => path('$.properties.v'),
      () => ({ '@jsonata': expression() }),
      () => ({ '@liquid': template() }),
      () => ({ '@json': { mode: oneOf(['encode', 'decode']), value: inner() } }),
      () => ({ '@flatten': { separator: '.', value: inner(), omitArrays: chance(0.5) } }),
      () => ({ '@excludeWhenNull': inner() }),
      () => ({ '@merge': { direction: oneOf(['left', 'right']), objects: [inner(), inner()] } }),
      () => ({ '@case': { operator: oneOf(['lower', 'upper']), value: inner() } }),
      () => ({ '@coalesce': [inner(), inner()] }),
      () => ({ '@if': { [oneOf(['exists', 'blank'])]: inner(), then: inner(), else: inner() } }),
      () => ({
        '@template': oneOf(['{{properties.v}}', 'a {{properties.v}} {{properties.w}}', '{{properties.v}}'.repeat(300)]),
      }),
      () => ({ '@template': inner() }),
      () => ({ '@path': { '@template': '$.properties.{{properties.w}}' } }),
      () => ({
        '@replace': {
          pattern: oneOf(['a', 'ab', ' ', `${'a'.repeat(900)}b`, '(', '1']),
          replacement: oneOf(['', 'xyz', 'y'.repeat(900)]),
          global: chance(0.8),
          ignorecase: chance(0.5),
          value: inner(),
        },
      }),
      () => ({ '@arrayPath': ['$.properties.v', inner()] }),
      () => ({ '@arrayPath': ['$.properties.list', { '@arrayPath': ['$.inner', inner()] }] }),
      () => ({ '@arrayPath': [inner(), { a: inner(), b: inner() }] }),
      () => ({
        '@transform': fill(12, () => 0).reduce(
          apply => ({
            apply: { properties: { '@transform': apply } },
            mapping: { v: path('$.properties'), w: path('$.properties') },
          }),
          { apply: { properties: inner() }, mapping: { v: path('$.properties'), w: path('$.properties') } },
        ),
      }),
      () => ({ a: inner(), b: inner() }),
    )
  }

  const place = () => oneOf(['properties.v', 'properties.w', 'event', 'properties'])
  function clause() {
    const text = oneOf(['a', 'ab', 'x'.repeat(500), `${'a'.repeat(900)}b`])
    const glob = oneOf([`*${text}*`, '*a'.repeat(300), `*[${'bcd'.repeat(90)}]`, '?'.repeat(900), text])
    return some(
      () => `${oneOf(functionNames)}(${place()}) = "${text}"`,
      () => `${oneOf(testNames)}(${place()}, "${chance(0.5) ? glob : text}")`,
      () => `"${text}" in ${place()}`,
      () => `${place()} in ["${text}", "b"]`,
      () => `${place()} ${oneOf(['=', '!=', '<', '>='])} "${text}"`,
    )
  }

  const fields = {}
  const chosen = mapping(oneOf([0, 1, 2]))
  const type = () => ({
    type: oneOf(['string', 'object', 'number', 'datetime', 'text', 'boolean', 'integer']),
    ...(chance(0.4) ? { multiple: true } : {}),
    ...(chance(0.2) ? { format: oneOf(['email', 'uri', 'date-time', 'uuid']) } : {}),
  })
  const subscription = { action: 'send', trigger: 'type = "track"', mapping: {} }
  const shape = oneOf(['field', 'field', 'field', 'fields', 'trigger', 'requests', 'forEach'])
  if (shape === 'trigger') {
    subscription.trigger = `type = "track" and (${fill(oneOf([1, 20, 200]), clause).join(' or ')})`
  } else if (shape === 'field' || shape === 'fields') {
    const declared = type()
    for (let index = 0; index < (shape === 'fields' ? 200 : 1); index++) {
      fields[`f${index}`] = declared
      subscription.mapping[`f${index}`] = chosen
    }
  }
  fields.probe = { type: 'number' }
  subscription.mapping.probe = path('$.probe')
  for (const key of ['v', 'w', 'list']) fields[key] = { type: 'string' }
  const action = { fields }
  const request = {
    method: 'POST',
    url: 'https://x.example/',
    encoding: oneOf(['json', 'form', 'ndjson', 'text']),
    body: { a: { '@transform': { apply: { properties: path('$.payload'), event: 'E' }, mapping: chosen } } },
    ...(shape === 'forEach' ? { forEach: path('$.payload.list') } : {}),
  }
  if (chance(0.3)) request.headers = { 'x-a': path(oneOf(['$.payload.v', '$.payload.w'])) }
  if (chance(0.3)) request.query = { q: path(oneOf(['$.payload.v', '$.payload.w'])) }
  const makesRequests = shape === 'requests' || shape === 'forEach'
  if (makesRequests) {
    const last = { method: 'POST', url: 'https://x.example/', body: { a: path('$.payload.probe') } }
    action.requests = [request, last]
  }
  const given = { v: oneOf(Object.values(values)), w: oneOf(Object.values(values)) }
  const list = fill(oneOf([3, 300, 3000]), index => ({ a: index, inner: some300 }))
  return {
    makesRequests,
    definition: { slug: 'bomb', name: 'Bomb', actions: { send: action }, subscriptions: [subscription] },
    data: { ...given, list },
    label: `${shape} of ${nameOf(given.v)}, ${nameOf(given.w)}`,
  }
}

const nameOf = value => Object.keys(values).find(name => values[name] === value)
