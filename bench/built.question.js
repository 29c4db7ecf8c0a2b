import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compile } from '../dist/api/index.js'
import { buildModule } from '../dist/engine/index.js'
import { geometricMean, measure, report } from './measure.js'
import { testSettings, tokenValues } from './testSettings.js'

export const question = 'built modules: map and requests of the six calls, beside what compile gives'

const root = new URL('../', import.meta.url)
const read = path => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const events = read('fixtures/events/six-calls.json')
const runtime = new URL('dist/api/runtime.js', root).href

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-built-'))
  try {
    const ratios = []
    for (const slug of readdirSync(new URL('destinations/', root))) ratios.push(await compare(slug, folder))
    report(`geometric mean of ${ratios.length} destinations`, geometricMean(ratios), { atMost: 1.05 })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Time of a built module, in times of the compiled destination. */
async function compare(slug, folder) {
  const definition = read(`destinations/${slug}/destination.json`)
  const account = { settings: testSettings(slug) }
  const tokens = tokenValues(definition)
  const file = join(folder, `${slug}.mjs`)
  writeFileSync(file, buildModule(definition).code.replaceAll(/(['"])callmap\/runtime\1/g, JSON.stringify(runtime)))
  const { create } = await import(pathToFileURL(file).href)
  const ns = await measure(
    {
      compiled: contestant(compile(definition, account), tokens),
      built: contestant(create(account), tokens),
    },
    { warmMs: 500 },
  )
  console.log(`  ${(ns.built / ns.compiled).toFixed(2)} ×  ${slug}`)
  return ns.built / ns.compiled
}

/** The calls are functions of their own, so that what the engine learns of one destination does not slow the other. */
function contestant(destination, tokens) {
  return new Function(
    'destination, events, tokens',
    `return () => {
      let length = 0
      for (const event of events) {
        const { requests } = destination.requests(destination.map(event).actions, { tokens })
        for (const { body } of requests) length += body?.length ?? 1
      }
      return length
    }`,
  )(destination, events, tokens)
}
