import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { compile } from '../dist/api/index.js'
import { definitions, hostileDefinition } from './definitionGenerator.js'
import { report } from './measure.js'
import { requiredSettings } from './requiredSettings.js'

export const question = 'hostile definitions: time to compile or refuse each, and what those that compile send'

/** `DEFINITIONS=count` and `SEED=number` make more, or the same again. */
const total = Number(process.env.DEFINITIONS ?? 200)
const firstSeed = Number(process.env.SEED ?? Date.now() % 1e9)
const mostMs = 1000
const events = JSON.parse(readFileSync(new URL('../fixtures/events/six-calls.json', import.meta.url), 'utf8'))

export async function run() {
  const before = compileBundled()
  const rows = []
  let [faults, refused] = [0, 0]
  for (let seed = firstSeed; seed < firstSeed + total; seed++) {
    const { definition, label } = hostileDefinition(seed)
    const { destination, error, ms } = timed(definition)
    if (destination === undefined) refused++
    rows.push({ seed, ms, label })
    const found = [
      ...(ms > mostMs ? [`${Math.round(ms)} ms`] : []),
      ...(error && error.name !== 'CompileError' ? [`throws ${error.stack.split('\n', 3).join('; ')}`] : []),
      ...(destination ? faultsOf(destination) : []),
    ]
    faults += found.length
    for (const fault of found) console.log(`✖ seed ${seed}: ${fault} · ${label}`)
    if (rows.length % 1000 === 0) console.log(`  ${rows.length} definitions, the last of seed ${seed}`)
  }
  if (!isDeepStrictEqual(compileBundled(), before)) {
    faults++
    console.log('✖ the bundled destinations make something else after these definitions')
  }
  const slowest = rows.toSorted((a, b) => b.ms - a.ms).slice(0, 10)
  const mean = rows.reduce((sum, { ms }) => sum + ms, 0) / rows.length
  console.log(
    `  ${total} definitions from seed ${firstSeed}; ${refused} do not compile; ${mean.toFixed(1)} ms on average`,
  )
  for (const { seed, ms, label } of slowest) console.log(`  ${ms.toFixed(0).padStart(5)} ms  seed ${seed}, ${label}`)
  report('definitions with a fault', faults, { atMost: 0, unit: ' ' })
  report('slowest definition', slowest[0].ms, { atMost: mostMs, unit: 'ms' })
  if (faults > 0) process.exitCode = 1
}

/** Results of the bundled definitions, and the mistakes of one more: no other definition may change them. */
function compileBundled() {
  const { error } = attempt({ slug: 'own', name: 'Own', version: '1.0.0', actions: { send: {} } })
  return [error?.message, ...definitions.map(definition => resultsOf(attempt(definition)))]
}

/** Compiles a definition, and again if that took long: a machine that is busy makes some slow. */
function timed(definition) {
  const settings = requiredSettings(definition)
  let [result, ms] = [{}, Number.POSITIVE_INFINITY]
  for (let turn = 0; turn < (ms > mostMs / 2 ? 3 : 1); turn++) {
    const start = process.cpuUsage()
    result = attempt(definition, settings)
    const { user, system } = process.cpuUsage(start)
    ms = Math.min(ms, (user + system) / 1000)
  }
  return { ...result, ms }
}

function attempt(definition, settings = requiredSettings(definition)) {
  try {
    return { destination: compile(definition, { settings }) }
  } catch (error) {
    return { error }
  }
}

const resultsOf = ({ destination }) => events.map(event => destination.requests(destination.map(event).actions))

/** Requests have absolute URLs, and payloads are JSON. */
function faultsOf(destination) {
  return events.flatMap(event => {
    const { actions } = destination.map(event)
    const { requests } = destination.requests(actions)
    return [
      ...actions.filter(({ payload }) => !isJson(payload)).map(({ action }) => `payload of ${action} is not JSON`),
      ...requests.filter(({ url }) => !URL.canParse(url)).map(({ url }) => `URL ${url} is not absolute`),
    ]
  })
}

const isJson = value => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value)
