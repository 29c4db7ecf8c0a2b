import { readFileSync } from 'node:fs'
import { getQuickJS } from 'quickjs-emscripten'
import { expect, test } from 'vitest'
import { bundle, expectedHash } from './work.ts'

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

test('QuickJS computes what Node computes, without any API of a platform', async () => {
  // Not disposed of: after an error, the engine aborts instead of reporting it.
  const context = (await getQuickJS()).newContext()
  const run = (code: string) => {
    const result = context.evalCode(code, 'work.js')
    if (result.error) throw new Error(JSON.stringify(context.dump(result.error)))
    return context.dump(result.value)
  }
  expect(run(`${JSON.stringify(absent)}.filter(name => name in globalThis)`)).toEqual([])
  run(await bundle(`import { work } from './work.js'; globalThis.result = work()`, 'iife'))
  const { hash } = run('result')
  console.log(`QuickJS (quickjs-emscripten ${version}): ${hash}`)
  expect(hash).toBe(expectedHash())
})
