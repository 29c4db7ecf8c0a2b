import { compile } from '../dist/api/index.js'
import { Block, js, Unit } from '../dist/code/index.js'
import { coercePayload } from '../dist/destination/coercePayload.js'
import { formatTests } from '../dist/destination/formats.js'
import { DiagnosticBag } from '../dist/diagnostics/index.js'
import { publicLibrary } from '../dist/jsonata/evaluate.js'
import { destinationLibrary } from '../dist/jsonata/functions/index.js'
import { parseText } from '../dist/jsonata/parseText.js'
import { declareProgram, declareRun } from '../dist/jsonata/program.js'
import { emitMapping, parseMapping } from '../dist/mapping/index.js'
import { liquidTemplate } from '../dist/mapping/liquid.js'
import { encodeBody, encodeInUrl } from '../dist/request/encode.js'
import { compileGlob } from '../dist/trigger/glob.js'
import { beginRun, charge, countParts, defaultBudget, endRun, mostUnits, unitsLeft } from '../dist/value/budget.js'
import * as cost from '../dist/value/cost.js'
import { isJson } from '../dist/value/foreign.js'
import { readJson } from '../dist/value/jsonOrText.js'

export const question =
  'units: nanoseconds of processor time for each unit, by the price that most of the work is paid with'

/** A unit is about a nanosecond. A bomb made of the slowest work alone would take so many times longer. */
const mostNanoseconds = 3
const rounds = 5
/** Microseconds. */
const warmUp = 100_000

const list = (length, item) => Array.from({ length }, (_, index) => item(index))
const record = (length, member) => Object.fromEntries(list(length, index => [`k${index}`, member(index)]))
const letters = 'a'.repeat(50_000)
const fractions = list(20_000, index => index * 1.1)
const input = {
  letters,
  mixed: 'aB é<&'.repeat(8000),
  ligatures: 'ﬃ'.repeat(20_000),
  greek: 'ΑΣ ΐΰ'.repeat(8000),
  digits: '1'.repeat(300),
  numbers: fractions,
  records: list(2000, index => ({ a: index, b: 'x' })),
  few: list(1000, () => record(50, index => index)),
  many: record(20_000, index => index),
  times: list(2000, () => '2024-05-01T12:34:56.789Z'),
  phones: [
    '+49 30 901820',
    '1'.repeat(250),
    '+1 (((((((',
    `${'1-'.repeat(120)}x`,
    '٣'.repeat(200),
    `tel:${'+'.repeat(200)}`,
  ],
  mails: [`${'a.'.repeat(120)}@b`, `${'a'.repeat(240)}@`, `a@${'b.'.repeat(120)}`, `"${'\\ '.repeat(100)}"@b.c`],
  agents: [
    'Mozilla/5.0 (Linux; Android 9; SM-G960F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0 Mobile Safari/537.36',
    'Mozilla/5.0 ('.repeat(40),
    'Linux; Android 9; '.repeat(27),
    'a'.repeat(500),
    ' '.repeat(500),
    '1.'.repeat(250),
    'Version/'.repeat(60),
    'Opera Mini/'.repeat(45),
    'AppleWebKit '.repeat(41),
    'smart-tv hbbtv/'.repeat(33),
    ';'.repeat(500),
    'android ; '.repeat(50),
  ],
}

/** An expression that the run in progress pays for. */
function expression(text, ...inputs) {
  const unit = new Unit()
  const run = declareRun({}, unit)
  const functions = new Map([...destinationLibrary, ...publicLibrary])
  const name = declareProgram(text, parseText(text), { unit, run, functions })
  const evaluate = unit.evaluate(js`return ${run}.program(${name});`)
  return inputs.length === 0 ? [() => evaluate(input)] : inputs.map(one => () => evaluate({ v: one }))
}

function mapping(value) {
  const parsed = parseMapping(value, { problems: new DiagnosticBag(), at: '' })
  const unit = new Unit()
  const [block, name] = [new Block(unit), unit.variable()]
  block.add(js`return ${emitMapping(parsed, block, name)};`)
  const run = unit.evaluate(js`return ${name} => {\n${block.body}\n};`)
  return [() => run(input)]
}

function liquid(text) {
  const run = liquidTemplate(text)
  return [() => run(input)]
}

const path = text => ({ '@path': text })
const members = list(10, index => `"k${index}": $`).join(', ')
const texts = [
  ...[input.records, fractions, list(10_000, String), input.many].map(value => JSON.stringify(value)),
  `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
  `[${'[1],'.repeat(20_000)}1]`,
  '{"a":'.repeat(20_000),
  JSON.stringify(list(5000, index => ({ [`k${index}`]: 1, [`l${index}`]: 2 }))),
]
const bodies = [input.numbers, input.records, input.many]

/** Works by the price that most of each is paid with. */
const works = {
  statement: expression(
    '$map([1..20000], function($i){ ($a := $i + 1; $b := $a * 2; $c := $b - $i; $c > 3 ? $a : $b) })',
  ),
  call: expression('$map([1..20000], function($i){ $i })'),
  item: [...bodies.map(value => () => isJson(value)), ...expression('$sum(numbers)'), ...expression('"x" in numbers')],
  kept: [...expression('[1..100000]'), ...expression('$reverse(numbers)'), ...expression('$append(numbers, numbers)')],
  object: expression('[1..20000].{}'),
  member: [
    ...expression(`[1..2000].{ ${members} }`),
    ...expression('numbers{ $string($): $ }'),
    ...expression('$merge(few)'),
  ],
  copiedMember: mapping({
    '@arrayPath': ['$.few', { '@merge': { direction: 'right', objects: [path('$.'), path('$.')] } }],
  }),
  parsedCharacter: texts.map(text => () => readJson(text)),
  key: expression('few.$keys($)'),
  keyOfMany: [...expression('$keys(many)'), ...expression('$each(many, function($v){ $v })')],
  printedNumber: [...bodies.map(value => () => encodeBody(value, 'json')), ...expression('$string(numbers)')],
  pathCharacter: mapping({ '@path': { '@template': `$.${'records.a.'.repeat(2000)}` } }),
  character: [...expression('letters & letters & letters'), ...mapping({ '@template': '{{letters}}{{mixed}}' })],
  searchedCharacter: [
    ...expression('$contains(letters, "aaaab")'),
    ...expression('$split(mixed, "é")'),
    ...expression('$replace(letters, "ab", "")'),
  ],
  caseCharacter: [
    ...expression('$uppercase(mixed)'),
    ...expression('$lowercase(letters)'),
    ...mapping({ '@case': { operator: 'upper', value: path('$.mixed') } }),
  ],
  wideCaseCharacter: [...expression('$uppercase(ligatures)'), ...expression('$lowercase(greek)')],
  urlCharacter: [
    ...expression('$encodeUrlComponent(mixed)'),
    ...expression('$decodeUrlComponent(letters)'),
    () => encodeInUrl(input.mixed),
  ],
  hashedCharacter: expression('$hash(mixed)'),
  hashedByte: expression('$hmac(letters, "key")'),
  keyedHash: expression('[1..300].$hmac("a", "key")'),
  formatCharacter: Object.values(formatTests).flatMap(test =>
    [letters.slice(0, 2000), '1'.repeat(100), 'a.'.repeat(120), '::1'.repeat(12), `https://a/${'%41'.repeat(600)}`].map(
      // As the guard of a list, which pays for its items.
      text => () => {
        charge(20 * cost.object)
        return list(20, () => test(text))
      },
    ),
  ),
  matcherStep: expression('$match($substring(letters, 0, 30), /(a+)+\\1$/)'),
  measuredCharacter: expression('$contains(letters, /[a-c]*x/)'),
  nativeStep: [...expression('$match(letters, /a/)'), ...expression('$replace(mixed, /[a-z]+/, "x")')],
  rewrittenCharacter: [...expression('$base64encode(letters)'), ...expression('$trim(mixed)')],
  compilation: expression('[1..20].$eval("1")'),
  compiledCharacter: expression(`[1..20].$eval("$sum([1, 2, 3]) & 'a' & ($a := 5; $a * 2)")`),
  pictureCharacter: [
    ...expression('$formatNumber(1234.5, $pad("", 2000, "#") & "0")'),
    ...expression('$fromMillis(0, $pad("", 2000, "[Y]"))'),
  ],
  number: [...expression('numbers.$round($, 2)'), ...expression('numbers.("" & $)')],
  time: [
    ...expression('times.$isoTime($)'),
    ...expression('times.$toMillis($)'),
    ...expression('numbers.$fromMillis($floor($))'),
  ],
  hash: expression('[1..300].$hash("a")'),
  picture: [
    ...expression('[1..500].$formatNumber($, "#,##0.00")'),
    ...expression('[1..500].$formatInteger($, "w")'),
    ...expression('[1..500].$formatInteger($, "i")'),
  ],
  phoneNumber: expression('[1..50].$e164($$.v, "US")', ...input.phones),
  phoneCharacter: expression('[1..50].$e164($$.v, "US")', '1'.repeat(100)),
  userAgent: expression('$userAgent(v)', ...input.agents),
  dateFormat: liquid('{{ 5 | date: "%c", "Asia/Tokyo" }}'.repeat(20)),
  globStep: [
    () => compileGlob(`*${'a'.repeat(300)}b`)(letters.slice(0, 5000)),
    () => compileGlob('*a'.repeat(100))(letters),
  ],
  conversion: liquid('{{ 5 | date: "%Y %m %d %H %M %S %B %A %j" }}'.repeat(15)),
  filter: liquid('{{ 5 | plus: 1 | times: 2 }}'.repeat(30)),
  filterCharacter: [
    ...liquid('{{ mixed | escape | size }}'),
    ...liquid('{{ letters | upcase | strip_html | size }}'),
    ...liquid('{{ mixed | url_encode | size }}'),
  ],
  filterItem: [...liquid('{{ records | where: "b", "x" | size }}'), ...liquid('{{ records | sum: "a" }}')],
  message: [() => coercePayload({ v: input.times }, { v: { type: 'number', multiple: true } }, {})],
}

/** Mail addresses are read by an expression of a package's kind. */
works.formatCharacter.push(...expression('[1..50].$isEmail($$.v)', ...input.mails))

/** Works that are runs of their own. They are made with a budget. */
const runs = { request: requestsOf(300), entry: answersOf(1000) }

function destination(budget) {
  const response = {
    errors: [{ list: path('$.response.body.list'), index: path('$.error.index'), message: path('$.error.message') }],
  }
  const request = { method: 'POST', url: 'https://demo.example/', body: { a: 1 }, response }
  const actions = { send: { fields: {}, requests: [request] } }
  return compile({ slug: 'demo', name: 'Demo', actions, subscriptions: [] }, { budget })
}

function requestsOf(count) {
  const action = { destination: 'demo', subscription: 'send', action: 'send', payload: {}, subject: ['u'] }
  const actions = list(count, () => action)
  return {
    runs: count,
    about: {},
    make(budget) {
      const { requests } = destination(budget)
      return () => requests(actions, { batch: false }).failures.length === 0
    },
  }
}

function answersOf(count) {
  const numbers = list(count, index => index)
  const request = {
    destination: 'demo',
    method: 'POST',
    url: 'https://demo.example/',
    headers: {},
    template: '/actions/send/requests/0',
    actions: numbers,
    items: numbers,
    parts: numbers.map(() => 0),
  }
  const answer = { status: 207, body: { list: numbers.map(index => ({ index, message: 'no' })) } }
  return {
    runs: 1,
    about: [answer, undefined],
    make(budget) {
      const { outcomes } = destination(budget)
      return () => outcomes(request, answer).outcomes[0].outcome !== 'retry'
    },
  }
}

/** Units that each of its runs uses: the least budget with which it is done, and what it gets for the size of its value. */
function unitsOfRun({ make, about }) {
  let [least, most] = [0, defaultBudget]
  while (least < most) {
    const budget = Math.floor((least + most) / 2)
    if (make(budget)()) most = budget
    else least = budget + 1
  }
  return least + Math.min(mostUnits, countParts(about) * 25)
}

export async function run() {
  const missing = Object.keys(cost).filter(name => !(name in works) && !(name in runs))
  if (missing.length > 0) throw new Error(`no work for ${missing.join(', ')}`)
  console.log(`  ${'price'.padEnd(20)} ${'units'.padStart(8)} ${'ns per unit'.padStart(12)}`)
  for (const [name, units] of Object.entries(cost)) {
    const run = runs[name]
    const figures = run ? [measure(run.make(), run.runs * unitsOfRun(run))] : works[name].map(one => measure(one))
    const worst = Math.max(...figures)
    const mark = worst > mostNanoseconds ? ` ✖ more than ${mostNanoseconds}` : ''
    if (mark) process.exitCode = 1
    const all = figures.length > 1 ? `  (${figures.map(figure => figure.toFixed(1)).join(', ')})` : ''
    console.log(`  ${name.padEnd(20)} ${String(units).padStart(8)} ${worst.toFixed(2).padStart(12)}${mark}${all}`)
  }
}

/** Nanoseconds of processor time per unit of a work that is warm: the least of some rounds, as the machine may be busy. */
function measure(work, known) {
  const begin = process.cpuUsage()
  while (process.cpuUsage(begin).user < warmUp) pay(work, known)
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round++) {
    let [units, turns] = [0, 0]
    const before = process.cpuUsage()
    while (turns === 0 || (process.cpuUsage(before).user < 10_000 && turns < 1000)) {
      units += pay(work, known)
      turns++
    }
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, ((user + system) * 1000) / units)
  }
  return least
}

/** Units that a work uses, also if it fails; `known` for one that is a run of its own. */
function pay(work, known) {
  const outer = beginRun(mostUnits)
  try {
    work()
  } catch {
    // A refused value has been paid too.
  }
  const units = mostUnits - unitsLeft()
  endRun(outer)
  return known ?? Math.max(1, units)
}
