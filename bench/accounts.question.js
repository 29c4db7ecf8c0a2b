import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { program } from '../dist/api/index.js'
import { report } from './measure.js'
import { requiredSettings } from './requiredSettings.js'

export const question = 'accounts of one program: bytes and time after the first'

const folder = new URL('../destinations/', import.meta.url)
const read = url => JSON.parse(readFileSync(url, 'utf8'))
const definitionOf = slug => read(new URL(`${slug}/destination.json`, folder))
const events = read(new URL('../fixtures/events/six-calls.json', import.meta.url))

export async function run() {
  firstAccounts()
  const customerio = definitionOf('customerio')
  const byDefault = grow(customerio, 1000, n => ({ settings: requiredSettings(customerio, n) }))
  report('an account of Customer.io with default subscriptions', byDefault.bytes / 1000, { atMost: 20, unit: 'KB' })
  report('the same', byDefault.ms, { atMost: 0.2, unit: 'ms' })
  const ten = n => ({ settings: requiredSettings(customerio, n), subscriptions: tenSubscriptions(customerio, n) })
  const own = grow(customerio, 300, ten)
  report('one with ten subscriptions, two of them its own', own.bytes / 1000, { atMost: 100, unit: 'KB' })
  report('the same', own.ms, { atMost: 3, unit: 'ms' })
  const google = definitionOf('google-analytics-4')
  const thousand = grow(google, 1000, n => ({ settings: requiredSettings(google, n) }))
  report('1,000 accounts of Google Analytics 4', (thousand.bytes * 1000) / 2 ** 20, { atMost: 100, unit: 'MiB' })
  report('the same', thousand.ms, { atMost: 1, unit: 's' })
  report('an edit of one subscription of Google Analytics 4', edit(google), { atMost: 20, unit: 'ms' })
  report('what each of 10,000 edited and dropped accounts leaves', await churn(customerio), { atMost: 0.1, unit: 'KB' })
  inTurn(customerio)
}

/**
 * Time of a program and its first account, each in a process of its own: where the code runs for the first time, which is
 * most of that time, and where it has run before.
 */
function firstAccounts() {
  for (const [before, where] of [
    [0, 'in a new process'],
    [30, 'after 30 others'],
  ]) {
    const times = new Map(readdirSync(folder).map(slug => [slug, firstAccount(slug, before)]))
    const [slowest, ms] = [...times].reduce((a, b) => (b[1] > a[1] ? b : a))
    report(`the first account of ${slowest}, the slowest, ${where}`, ms, { atMost: 150, unit: 'ms' })
    report(`the first account of Customer.io, ${where}`, times.get('customerio'), { atMost: 40, unit: 'ms' })
  }
}

/** Milliseconds of CPU, the median of five processes that make so many first accounts before. */
function firstAccount(slug, before) {
  const definition = definitionOf(slug)
  const script = `const { program } = await import(${JSON.stringify(new URL('../dist/api/index.js', import.meta.url).href)})
const [definition, settings] = ${JSON.stringify([definition, requiredSettings(definition, 0)])}
for (let n = 0; n < ${before}; n++) program(definition).account({ settings })
const start = process.cpuUsage()
program(definition).account({ settings })
const { user, system } = process.cpuUsage(start)
console.log((user + system) / 1000)`
  const times = Array.from({ length: 5 }, () => {
    return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }))
  })
  return times.toSorted((a, b) => a - b)[2]
}

/** Bytes and milliseconds of one account, averaged over many after the first ten. */
function grow(definition, count, optionsOf) {
  const shared = program(definition)
  const kept = []
  for (let n = 0; n < 10; n++) kept.push(shared.account(optionsOf(n)))
  const options = Array.from({ length: count }, (_, n) => optionsOf(n + 10))
  const before = heap()
  const start = cpu()
  for (const one of options) kept.push(shared.account(one))
  const ms = (cpu() - start) / count
  return { bytes: (heap() - before) / count, ms, kept }
}

/** The definition's own first eight subscriptions, and two that only this account has. */
function tenSubscriptions({ subscriptions }, n) {
  const own = [0, 1].map(i => ({
    name: `own ${i}`,
    action: 'trackEvent',
    trigger: `type = "track" and event = "Event ${n} ${i}"`,
    overrides: { name: { '@template': `{{event}} of ${n}` } },
  }))
  return [...subscriptions.slice(0, 8), ...own]
}

function edit(definition) {
  const shared = program(definition)
  const settings = requiredSettings(definition, 0)
  const subscriptions = definition.subscriptions
  shared.account({ settings, subscriptions })
  const times = [1, 2, 3, 4, 5].map(n => {
    const [first, ...others] = subscriptions
    const edited = [{ ...first, trigger: `${first.trigger} and properties.version = ${n}` }, ...others]
    const start = cpu()
    shared.account({ settings, subscriptions: edited })
    return cpu() - start
  })
  return times.toSorted((a, b) => a - b)[2]
}

/** Kilobytes that each of many accounts leaves when it is dropped. */
async function churn(definition) {
  const shared = program(definition)
  const round = async from => {
    for (let n = from; n < from + 5000; n++) {
      shared.account({
        settings: requiredSettings(definition, n),
        subscriptions: tenSubscriptions(definition, n).slice(6),
      })
      // Code that nothing holds is found between two tasks.
      if (n % 100 === 0) await new Promise(resolve => setImmediate(resolve))
    }
  }
  await round(0)
  const before = await settledHeap()
  await round(5000)
  return ((await settledHeap()) - before) / 5000 / 1000
}

/** Costs of an event if each next one is of another account. */
function inTurn(definition) {
  const shared = program(definition)
  const accounts = Array.from({ length: 10_000 }, (_, n) =>
    shared.account({ settings: requiredSettings(definition, n) }),
  )
  const table = accounts.map((_, n) => ({ settings: requiredSettings(definition, n), count: 0 }))
  const perEvent = pick => {
    let kept = 0
    const times = [1, 2, 3].map(() => {
      const start = process.hrtime.bigint()
      for (let n = 0; n < 200_000; n++) kept += pick((n * 7919) % 10_000, events[n % events.length])
      return Number(process.hrtime.bigint() - start) / 200_000
    })
    return kept > 0 ? Math.min(...times) : 0
  }
  const one = perEvent((_, event) => accounts[0].map(event).actions.length + 1)
  const all = perEvent((n, event) => accounts[n].map(event).actions.length + 1)
  const byHand = perEvent(n => ++table[n].count)
  console.log(`  ${Math.round(byHand)} ns to find an entry of a table of 10,000 accounts`)
  report('more for an event of 10,000 accounts in turn', (all - one) / 1000, { atMost: 1.5, unit: 'µs' })
}

function cpu() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Bytes in use once the program has heard, in tasks of their own, which code is gone. */
async function settledHeap() {
  for (let i = 0; i < 3; i++) {
    heap()
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return heap()
}

function heap() {
  for (let i = 0; i < 3; i++) globalThis.gc()
  return process.memoryUsage().heapUsed
}
