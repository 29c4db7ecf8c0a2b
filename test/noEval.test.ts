import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Runs a module of the package where strings cannot become code. */
function runWithoutEval(code: string): { stdout: string; stderr: string } {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', code]
  return spawnSync(process.execPath, flags, { cwd: root, encoding: 'utf8' })
}

const attempts = `
import { readFileSync } from 'node:fs'
import { compile, program } from 'callmap'
import { compileJsonata } from 'callmap/jsonata'
import { compileMapping, compileTrigger } from 'callmap/languages'
const definition = JSON.parse(readFileSync('destinations/webhook/destination.json', 'utf8'))
const attempts = {
  compile: () => compile(definition),
  'compile again': () => compile(definition),
  program: () => program(definition).account(),
  trigger: () => compileTrigger('type = "track"'),
  mapping: () => compileMapping({ '@path': '$.a' }),
  jsonata: () => compileJsonata('a'),
}
const messages = Object.entries(attempts).map(([name, attempt]) => {
  try {
    attempt()
    return [name, 'works']
  } catch (error) {
    return [name, String(error)]
  }
})
console.log(JSON.stringify(messages))
`

test('without `eval`, everything that compiles names `callmap build` in one sentence, each time, and prints no code', () => {
  const { stdout, stderr } = runWithoutEval(attempts)
  expect(stderr).toBe('')
  const messages: [string, string][] = JSON.parse(stdout)
  const sentence =
    'EvalError: `eval` is forbidden here, so nothing can be compiled: write a module with `callmap build` and import that'
  expect(messages).toEqual(messages.map(([name]) => [name, sentence]))
  expect(messages).toHaveLength(6)
})
