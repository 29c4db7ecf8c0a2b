import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { inspect } from '../../src/api/analysis.ts'
import { buildModule } from '../../src/engine/index.ts'
import { compileSource, listEvents, listSettings, loadModule, outcome, sources } from './module.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Reads the modules and their input, and prints the version of Node and a hash of the results of each. */
const script = `
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
let hasEval = true
try { new Function() } catch { hasEval = false }
const hashes = []
for (const { file, settings, events } of JSON.parse(readFileSync('input.json', 'utf8'))) {
  const destination = (await import(file)).create({ settings })
  const outcome = ${outcome}
  hashes.push(createHash('sha256').update(outcome(destination, events)).digest('hex'))
}
console.log(JSON.stringify({ version: process.version, hasEval, hashes }))
`

test('built modules run in Node without `eval`, with the results of `compile`', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-modules-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/callmap'))
  const input = sources.map(({ definition, subscriptions }, i) => {
    const file = `./${i}.mjs`
    writeFileSync(join(folder, file), buildModule(definition, subscriptions).code)
    return { file, settings: listSettings(definition)[1]!, events: listEvents(definition.slug) }
  })
  writeFileSync(join(folder, 'input.json'), JSON.stringify(input))
  writeFileSync(join(folder, 'run.mjs'), script)
  const expected = sources.map((source, i) => {
    const { settings, events } = input[i]!
    return createHash('sha256')
      .update(outcome(compileSource(source, settings), events))
      .digest('hex')
  })
  const flags = ['--disallow-code-generation-from-strings', 'run.mjs']
  const { version, hasEval, hashes } = JSON.parse(
    execFileSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' }),
  )
  console.log(`Node ${version}: ${createHash('sha256').update(hashes.join()).digest('hex').slice(0, 16)}`)
  expect({ hasEval, hashes }).toEqual({ hasEval: false, hashes: expected })
  rmSync(folder, { recursive: true })
})

test('`inspect` of a built module names `callmap explain`', () => {
  const { definition } = sources[0]!
  const destination = loadModule(buildModule(definition).code).create({ settings: listSettings(definition)[0] })
  expect(() => inspect(destination as never)).toThrow('for the sources of a built module, use `callmap explain`')
})
