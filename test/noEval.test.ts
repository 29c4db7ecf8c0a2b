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

const later = `
import { readFileSync } from 'node:fs'
import { compile } from 'callmap'
const read = path => JSON.parse(readFileSync(path, 'utf8'))
const names = { 'facebook-conversions': { pixelId: '1', accessToken: 't' }, klaviyo: { api_key: 'k' } }
const destinations = Object.entries(names).map(([slug, settings]) =>
  compile(read('destinations/' + slug + '/destination.json'), { settings }),
)
const forbid = () => {
  throw new EvalError('forbidden')
}
globalThis.Function = forbid
globalThis.eval = forbid
const events = read('fixtures/events/six-calls.json')
// No guard holds for a number as a string.
const odd = events.map(event => ({ ...event, userId: 7, properties: { ...event.properties, revenue: '12' } }))
const counts = destinations.map(destination => {
  const results = [...events, ...odd].map(event => destination.map(event))
  const { requests, failures } = destination.requests(results.flatMap(({ actions }) => actions))
  const outcomes = requests.flatMap(request => destination.outcomes(request, { status: 400, body: '{}' }).outcomes)
  const codes = [...results.flatMap(({ failures }) => failures), ...failures].map(({ code }) => code)
  return [requests.length > 0, outcomes.length > 0, codes.filter(code => code === 'CM902')]
})
console.log(JSON.stringify(counts))
`

test('a destination that was compiled while `eval` was allowed needs none later', () => {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', later], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual([
    [true, true, []],
    [true, true, []],
  ])
})
