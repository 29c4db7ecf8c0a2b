import { compile } from '../dist/api/index.js'
import { countParts, defaultBudget, unitsLeft } from '../dist/value/budget.js'
import { bomb } from './bombGenerator.js'
import { report } from './measure.js'

export const question = 'bombs: definitions and events that use up what a run may do'

/** Names the first bomb. `BOMBS=minutes` and `SEED=number` make more, or the same again. */
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9)
const minutes = Number(process.env.BOMBS ?? 0.5)

/** Milliseconds of processor time of a warm run; twice as many at worst. */
const usualMs = 50
const bytesPerUnit = 4
/** Bytes that any run keeps: results, their failures, and code that was optimized. */
const bytesOfAnyRun = 3_000_000

export async function run() {
  const end = Date.now() + minutes * 60_000
  const rows = []
  const found = []
  const suspects = []
  let [refused, made] = [0, 0]
  for (; Date.now() < end; made++) {
    const seed = firstSeed + made
    const prepared = prepare(bomb(seed))
    if (prepared === undefined) refused++
    else {
      const row = { seed, ...explode(prepared) }
      rows.push(row)
      for (const fault of faultsOf(row)) {
        found.push(fault)
        console.log(`✖ seed ${seed}: ${fault} · ${row.label} · ${row.text}`)
      }
      if (row.bytes > mostBytes(row.units)) suspects.push({ ...row, work: prepared.work })
    }
    if (made % 200 === 199) console.log(`  ${made + 1} bombs, the last of seed ${seed}`)
  }
  for (const { seed, bytes, work, label, text } of suspects) {
    const units = unitsToTheEnd(work)
    if (bytes <= mostBytes(units)) continue
    found.push('memory')
    console.log(`✖ seed ${seed}: keeps ${bytes} bytes for ${units} units · ${label} · ${text}`)
  }
  console.log(`  ${made} bombs from seed ${firstSeed}; ${refused} do not compile`)
  const slowest = rows.toSorted((a, b) => b.ms - a.ms).slice(0, 10)
  for (const { seed, ms, units, label, text } of slowest) {
    console.log(`  ${ms.toFixed(1).padStart(6)} ms  seed ${seed}, ${units} units, ${label} · ${text}`)
  }
  report('bombs with a fault', found.length, { atMost: 0, unit: ' ' })
  report('slowest warm run', slowest[0]?.ms ?? 0, { atMost: 2 * usualMs, unit: 'ms' })
  if (found.length > 0) process.exitCode = 1
}

/** Compiles a bomb. `undefined` if it is no definition. */
function prepare({ definition, data, makesRequests, label }) {
  let destination
  try {
    destination = compile(definition)
  } catch (error) {
    if (error.name !== 'CompileError') throw error
    return undefined
  }
  let left
  // A read of the last field tells how much the work before it has left.
  const probe = {
    get probe() {
      left = unitsLeft()
      return 1
    },
  }
  const event = Object.defineProperties(
    { type: 'track', event: 'E', userId: 'u', properties: data },
    descriptors(probe),
  )
  const payload = Object.defineProperties({ ...data }, descriptors(probe))
  if (countParts(event) * 25 > defaultBudget / 4) throw new Error(`${label} is so large that it gets many more units`)
  const action = { destination: 'bomb', subscription: 'send', action: 'send', payload, subject: ['u'] }
  return {
    label,
    text: JSON.stringify(
      definition.subscriptions[0].mapping.f0 ?? definition.actions.send.requests ?? definition.subscriptions[0].trigger,
    ).slice(0, 400),
    work() {
      left = undefined
      const result = makesRequests ? destination.requests([action]) : destination.map(event)
      return { result, units: left === undefined ? defaultBudget : defaultBudget - left }
    },
  }
}

const descriptors = Object.getOwnPropertyDescriptors

/** Runs a bomb until it is warm, and measures it. */
function explode({ work, label, text }) {
  const first = work().units
  let [ms, units] = [Number.POSITIVE_INFINITY, 0]
  // A machine that is busy makes some runs slow.
  for (let turn = 0; turn < (ms > usualMs / 2 ? 8 : 2); turn++) {
    const before = process.cpuUsage()
    units = work().units
    const { user, system } = process.cpuUsage(before)
    ms = Math.min(ms, (user + system) / 1000)
  }
  return { ms, units, first, bytes: keptBytes(work), label, text }
}

function keptBytes(work) {
  if (!globalThis.gc) return 0
  globalThis.gc()
  const before = process.memoryUsage().heapUsed
  const kept = work()
  globalThis.gc()
  const bytes = process.memoryUsage().heapUsed - before
  return kept.units >= 0 ? bytes : 0
}

const mostBytes = units => bytesOfAnyRun + units * bytesPerUnit

/**
 * Units that a run has used when it last adds something to a list, such as an action or a failure. Slow, and so is all
 * that the process does from then on.
 */
function unitsToTheEnd(work) {
  const { push } = Array.prototype
  let left = defaultBudget
  Array.prototype.push = function (...items) {
    if (unitsLeft() <= defaultBudget) left = unitsLeft()
    return push.apply(this, items)
  }
  work()
  Array.prototype.push = push
  return defaultBudget - left
}

function faultsOf({ ms, units, first }) {
  return [
    ...(ms > usualMs ? [`${ms.toFixed(1)} ms for ${units} units`] : []),
    ...(first === units ? [] : [`${first} units, then ${units}`]),
  ]
}
