import { readFileSync } from 'node:fs'
import { getQuickJS } from 'quickjs-emscripten'
import { expect, test } from 'vitest'
import type { Definition } from '../../src/api/index.ts'
import { buildModule } from '../../src/engine/index.ts'
import { bundle } from './bundle.ts'
import { bundleWork, expectedHash } from './work.ts'

const { version } = JSON.parse(
  readFileSync(new URL('node_modules/quickjs-emscripten/package.json', import.meta.url), 'utf8'),
)

/** APIs of platforms. The engine alone has none of them. */
const absent = [
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'btoa',
  'atob',
  'Intl',
  'structuredClone',
  'console',
]

/** Creates an engine, and a function that evaluates code in it. */
async function startQuickJs() {
  // Not disposed of: after an error, the engine aborts instead of reporting it.
  const context = (await getQuickJS()).newContext()
  return (code: string) => {
    const result = context.evalCode(code, 'work.js')
    if (result.error) throw new Error(JSON.stringify(context.dump(result.error)))
    return context.dump(result.value)
  }
}

test('QuickJS computes what Node computes, without any API of a platform', async () => {
  const run = await startQuickJs()
  expect(run(`${JSON.stringify(absent)}.filter(name => name in globalThis)`)).toEqual([])
  run(await bundleWork("import { work } from './work.js'; globalThis.result = work()", 'iife'))
  const { hash } = run('result')
  console.log(`QuickJS (quickjs-emscripten ${version}): ${hash}`)
  expect(hash).toBe(expectedHash())
})

// An error of the engine itself, with every target and without minification. When this test fails, docs/runtimes.md is outdated.
test('QuickJS does not load a module with Liquid', async () => {
  const definition: Definition = {
    slug: 'demo',
    name: 'Demo',
    actions: { send: { fields: { name: { type: 'string', default: { '@liquid': '{{ event | upcase }}' } } } } },
    subscriptions: [{ action: 'send', trigger: 'type = "track"' }],
  }
  const files = new Map([['demo.js', buildModule(definition).code]])
  const code = await bundle("import { create } from './demo.js'; globalThis.result = create()", files, 'iife')
  const run = await startQuickJs()
  expect(() => run(code)).toThrow('stack underflow')
})
