import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseJsonc } from 'jsonc-parser'
import { compile, type Json, type JsonObject, type SourceEvent } from '../../src/api/index.ts'
import { exampleSettings } from '../../src/authoring/index.ts'
import { buildModule, program } from '../../src/engine/index.ts'
import { isObject } from '../../src/value/index.ts'
import { bundle } from './bundle.ts'

const root = join(import.meta.dirname, '../..')
const readText = (file: string) => readFileSync(join(root, file), 'utf8')
const readJson = (file: string) => JSON.parse(readText(file))

const slugs = readdirSync(join(root, 'destinations')).sort()
const definitions = slugs.map(slug => readJson(`destinations/${slug}/destination.json`))
/** Subscriptions of the definition; without any, those of its example. */
const subscriptions = definitions.map(({ subscriptions = [] }, i) =>
  subscriptions.length > 0
    ? subscriptions
    : parseJsonc(readText(`destinations/${slugs[i]}/example.json`)).subscriptions,
)
const samples: (JsonObject & SourceEvent)[] = [
  ...readJson('fixtures/events/six-calls.json'),
  ...slugs.flatMap(slug =>
    Object.values<JsonObject & SourceEvent>(readJson(`destinations/${slug}/destination.test.json`).events),
  ),
]
/** The calls as they are, and each with values that no field expects, so that payloads are coerced and refused. */
const events = samples.flatMap(event => [
  event,
  { ...event, userId: 7, timestamp: 'yesterday', traits: { email: ['a'], phone: 491_701_234_567, age: '12' } },
  {
    ...event,
    properties: { url: 'https://ex%41mple.com:443/a/../b?é', email: 'É@x.example', total: '12.50', list: [1] },
  },
])
/** Examples of the settings, and those of the destination's tests. */
const settings = definitions.map((definition, i) => {
  const { settings = {} } = readJson(`destinations/${slugs[i]}/destination.test.json`).defaults ?? {}
  const plain = Object.entries<Json>(settings).map(([key, value]) => [key, isObject(value) ? `${key}-1` : value])
  return {
    ...exampleSettings(definition, program(definition), subscriptions[i], samples),
    ...Object.fromEntries(plain),
  }
})

/** Results of every bundled destination: actions, failures, and requests alone and in batches. */
const resultsOf = `destination => {
  const each = events.map(event => destination.map(event))
  const actions = each.flatMap(result => result.actions)
  return [each, destination.requests(actions, { redact: true }), destination.requests(actions, { redact: true, batch: false, after: true })]
}`

/** Modules that compute the results, and a hash of them, where they run. Keys are file names. */
export function workFiles(): Map<string, string> {
  const files = new Map(
    definitions.map((definition, i) => [`${slugs[i]}.js`, buildModule(definition, subscriptions[i]).code]),
  )
  files.set(
    'work.js',
    `import { $hash } from 'callmap/runtime'
${slugs.map((slug, i) => `import { create as create${i} } from './${slug}.js'`).join('\n')}
const events = ${JSON.stringify(events)}
const settings = ${JSON.stringify(settings)}
const resultsOf = ${resultsOf}
const creates = [${slugs.map((_, i) => `create${i}`).join(', ')}]
function refusesEval() {
  try {
    return new Function('return false')()
  } catch {
    return true
  }
}
export function work() {
  const results = creates.map((create, i) => resultsOf(create({ settings: settings[i] })))
  return { hash: $hash(JSON.stringify(results), 'sha256', 'hex'), refusesEval: refusesEval() }
}
`,
  )
  return files
}

/** The hash that `compile` gives in this process. */
export function expectedHash(): string {
  const run = new Function('events', `return ${resultsOf}`)(events)
  const results = definitions.map((definition, i) =>
    run(compile(definition, { settings: settings[i]!, subscriptions: subscriptions[i] })),
  )
  for (const [i, [, batched]] of results.entries()) {
    if (batched.requests.length === 0) throw new Error(`the events show nothing of ${slugs[i]}`)
  }
  return createHash('sha256').update(JSON.stringify(results)).digest('hex')
}

/** Bundles an entry with the work to one file without imports. */
export function bundleWork(entry: string, format?: 'es' | 'iife'): Promise<string> {
  return bundle(entry, workFiles(), format)
}
