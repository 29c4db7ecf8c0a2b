import { expect, test } from 'vitest'
import { js, Unit } from '../code/index.ts'
import { beginRun, endRun, mostUnits, unitsLeft } from '../value/index.ts'
import { publicLibrary } from './evaluate.ts'
import { destinationLibrary } from './functions/index.ts'
import type { Builtin } from './library.ts'
import { parseText } from './parseText.ts'
import { declareProgram, declareRun } from './program.ts'
import { checkArguments } from './runtime/arguments.ts'
import { type Evaluate, Run } from './runtime/run.ts'
import { anyType } from './runtime/signature.ts'

interface Paid {
  readonly units: number
  readonly result: unknown
}

/** Units that an action uses, also if it fails. */
function pay(action: () => unknown): Paid {
  const outer = beginRun(mostUnits)
  let result: unknown
  try {
    result = action()
  } catch {
    // A call that fails has been paid as well.
  }
  const units = mostUnits - unitsLeft()
  endRun(outer)
  return { units, result }
}

/** Reads of members of what `watch` made. */
let reads = 0

/** A value that counts how often its members are read, or their keys are listed. */
function watch<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  const parts = new Map<unknown, unknown>()
  return new Proxy(value, {
    get(target, key) {
      reads++
      const part: unknown = Reflect.get(target, key)
      if (typeof part !== 'object' || part === null) return part
      if (!parts.has(part)) parts.set(part, watch(part))
      return parts.get(part)
    },
    ownKeys(target) {
      const keys = Reflect.ownKeys(target)
      reads += keys.length
      return keys
    },
  })
}

const size = 1000
const numbers = Array.from({ length: size }, (_, index) => index % 7)
const doubled = (start: unknown, double: (value: unknown) => unknown) => {
  let value = start
  for (let depth = 0; depth < 9; depth++) value = double(value)
  return value
}
const long = 'ab é'.repeat(size / 4)

/** Large values by what is large about them. */
const values: Readonly<Record<string, unknown>> = {
  'a long string': long,
  'many digits': '1'.repeat(size),
  'a long URL': `https://x.example/?${'a=%20&'.repeat(size / 6)}`,
  'a long list of numbers': numbers,
  'a long list of strings': numbers.map(String),
  'a long list of objects': numbers.map(a => ({ a, b: 'x' })),
  'a long list of nothing true': numbers.map(() => ''),
  'many keys': Object.fromEntries(numbers.map((number, index) => [`k${index}`, number])),
  'an object that doubles': doubled({ a: '2024-05-01T12:34:56Z' }, value => ({ a: value, b: value })),
  'a list that doubles': doubled([0], value => [value, value]),
}

/** Values for the other parameters, by the letter of their type. */
const plain: Readonly<Record<string, unknown>> = {
  ...{ s: 'a', n: 9, b: true, o: { a: 'a' }, a: ['a'], x: { a: '2024-05-01T12:34:56Z' }, j: 1 },
  f: (a: unknown, _b: unknown) => a,
}

/** Each function of both libraries, with the number of one of its parameters. */
const parameters = [...new Map([...publicLibrary, ...destinationLibrary]).values()].flatMap(builtin =>
  builtin.signature.parameters.map((_, index) => [`$${builtin.name}`, index, builtin] as const),
)

/** Calls a function with a large value for one parameter. */
function call({ implementation, takesRun, signature }: Builtin, index: number, value: unknown): unknown {
  const args = signature.parameters.map(({ types, items, optional }, at) =>
    at === index ? value : optional ? undefined : items === 'n' ? [1] : plain[types === anyType ? 'x' : types[0]!],
  )
  // A function that is given as absent is refused.
  const given = args.slice(0, args.findLastIndex(arg => arg !== undefined) + 1)
  const checked = checkArguments(signature, given, undefined)
  return (implementation as (...args: unknown[]) => unknown)(...(takesRun ? [new Run({})] : []), ...checked)
}

/** Parameters of any type whose strings are read as a whole. */
const readers = new Set(['$string 0', '$number 0', '$unixTimes 0', '$isoTime 0', '$ulid 1'])
/** Strings of which only a part is read, or that only pass through. */
const unread = new Set(['$countryCode 0', '$e164 1', '$error 0', '$assert 1', '$reduce 2', '$match 0'])

test.each(parameters)('%s pays for what it reads of argument %i, the same amount each time', (name, index, builtin) => {
  const { types } = builtin.signature.parameters[index]!
  const readsStrings = readers.has(`${name} ${index}`) || (/^s|^\(sf\)/.test(types) && !unread.has(`${name} ${index}`))
  for (const [kind, value] of Object.entries(values)) {
    reads = 0
    const watched = watch(value)
    const { units } = pay(() => call(builtin, index, watched))
    expect(units, kind).toBeGreaterThanOrEqual(reads)
    const once = pay(() => call(builtin, index, value))
    const again = pay(() => call(builtin, index, value))
    expect(again.units, kind).toBe(once.units)
    if (typeof value === 'string' && readsStrings) expect(once.units, kind).toBeGreaterThanOrEqual(value.length)
  }
})

/** Results that are larger than what a function is given. */
test.each([
  ['[1..2000]', 2000],
  ['$pad("a", 2000)', 2000],
  ['$pad("a", -2000, "🎈")', 4000],
  ['$split($pad("", 2000, ","), ",")', 2000],
  ['$split($pad("", 2000, "a"), "")', 2000],
  ['$formatInteger(1, $pad("", 2000, "0"))', 2000],
  ['$fromMillis(0, "[Y,2000]")', 2000],
  ['$formatInteger(2000000, "i")', 2000],
  ['$formatNumber(1, $pad("", 2000, "0"))', 2000],
  ['$replace($pad("", 100, "a"), "a", $pad("", 100, "b"))', 10_000],
  ['$join([1..100].$pad("", 100))', 10_000],
  ['$join($split($pad("", 100, "a"), ""), $pad("", 100))', 9900],
  ['$pad("", 2000) & $pad("", 2000)', 4000],
  ['$string([1..2000])', 2000],
  ['$string([[[[[[[[1..200]]]]]]]], true)', 4000],
  ['$prefixKeys({ "a": 1 }, $pad("", 2000))', 2000],
  ['$mapKeys({ "a": 1 }, function() { $pad("", 2000) })', 2000],
  ['$hashOnce("a", function() { $pad("b", 2000) })', 60_000],
  ['$eval($pad("1", 2000))', 2000],
])('%s pays for what it makes', (text, least) => {
  const evaluate = evaluation(text)
  const { units, result } = pay(() => evaluate({}))
  expect(result).toBeDefined()
  expect(units).toBeGreaterThanOrEqual(least)
})

/** An expression that is paid for by the run in progress. */
function evaluation(text: string): Evaluate {
  const unit = new Unit()
  const run = declareRun({}, unit)
  const functions = new Map([...destinationLibrary, ...publicLibrary])
  const name = declareProgram(text, parseText(text), { unit, run, functions })
  return unit.evaluate(js`return ${run}.program(${name});`) as Evaluate
}

const constructs = [
  ...['list', 'list.a', 'list.a.b', 'list.(a)', 'list.(a).(b)', 'list.[a]', 'list.{ "a": a }', 'list.$', '[list].a'],
  ...['list[a = 1]', 'list[0]', 'list[[0..9]]', 'list[a].b', 'list[$boolean(deep)]', 'list^(a)', 'list^(>b, <a).a'],
  ...['list{ b: a }', 'list{ b: $sum(a) }', 'list{ $string(a): $ }', 'list@$i.{ "a": $i.a }', 'list#$i.{ "i": $i }'],
  ...[
    'list@$i[$i.a = 1].b',
    'list^(a)#$i.$i',
    'list[[0..99]].%.list.a',
    'list@$i{ $i.b: $i.a }',
    'list.*',
    'list.**',
    '*',
    '**',
  ],
  ...['deep.**', 'deep.*', 'deep.a.**.a', 'deep = other', 'deep != other', 'list = copy', 'deep in [other, deep]'],
  ...['5 in numbers', 'text in strings', 'deep ? 1 : 2', 'deep and lists', 'lists ? 1 : 2', 'lists ?: 1', 'lists.a'],
  ...[
    'text = twin',
    'text < twin',
    'text >= twin',
    'text & list',
    'deep & deep',
    'keys & ""',
    '[list, list]',
    '[lists, 1]',
  ],
  ...['[numbers].$', '(list)[a]', '{ "a": list.a, "b": list }', '$merge([keys, keys])', '$merge([{ "a": 1 }, keys])'],
  ...['keys ~> | $ | { "q": 1 } |', 'deep ~> | **[a] | { "q": 1 }, "b" |', 'keys ~> | $ | $$.keys, $keys($$.keys) |'],
  ...[
    'numbers ~> $sum',
    'numbers ~> $map(function($n) { $n + 1 })',
    '$map(numbers, function($n, $i, $all) { $all[$i] })',
  ],
  ...['$sum(?)(numbers)', '$map(?, $string)(numbers)', '(function($n)<a<n>:n> { $n[0] })(numbers)', 'numbers.($ + 1)'],
  ...['$reduce(numbers, function($a, $n) { $a + $n })', '$filter(numbers, function($n) { $n = 1 })', '$sort(numbers)'],
  ...['$sort(list, function($l, $r) { $l.a > $r.a })', '$sort(strings)', '$single(numbers, function($n) { false })'],
  ...[
    '$each(keys, function($v) { $v })',
    '$sift(keys, function($v) { $v })',
    '$mapValues(keys, function($v) { $v + 1 })',
    "$mapKeys(keys, function($k) { 'p' & $k })",
    '$hashOnce(text, $uppercase)',
    '$zip(numbers, strings)',
    '$distinct(list)',
  ],
  ...['$distinct([deep, other])', '$append(numbers, numbers)', '$lookup(list, "a")', '$keys(list)', '$spread(list)'],
]

test.each(constructs)('%s pays for what it reads, the same amount each time', text => {
  const evaluate = evaluation(text)
  const list = values['a long list of objects']
  const strings = values['a long list of strings']
  const input = {
    ...{
      list,
      copy: structuredClone(list),
      numbers,
      strings,
      text: long,
      twin: `${long.slice(1)}b`,
      keys: values['many keys'],
    },
    deep: values['an object that doubles'],
    other: structuredClone(values['an object that doubles']),
    lists: values['a list that doubles'],
  }
  reads = 0
  const watched = watch(input)
  const { units } = pay(() => evaluate(watched))
  expect(units).toBeGreaterThanOrEqual(reads)
  const once = pay(() => evaluate(input)).units
  expect(once).toBeGreaterThan(0)
  for (let run = 0; run < 3; run++) expect(pay(() => evaluate(input)).units).toBe(once)
})
