import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspect } from '../../src/api/analysis.ts'
import { CompileError } from '../../src/api/index.ts'
import * as runtime from '../../src/api/runtime.ts'
import { buildModule } from '../../src/engine/index.ts'
import { hostileEvent } from '../property/hostile.ts'
import { share } from '../seed.ts'
import {
  compileSource,
  listEvents,
  listImports,
  listSettings,
  loadModule,
  outcome,
  sampleEvents,
  sources,
} from './module.ts'

const built = sources.map(source => {
  const { name, definition, subscriptions } = source
  const { code } = buildModule(definition, subscriptions)
  const compiled = (settings: unknown) => compileSource(source, settings)
  // Other subscriptions read the same settings.
  const all = listSettings(definition)
  const settings = subscriptions ? all.slice(1, 2) : all
  const events = sampleEvents(source, compiled(all[1]))
  return { name, definition, subscriptions, code, compiled, settings, events }
})
const definitions = built.filter(({ subscriptions }) => subscriptions === undefined)

function diagnostics(make: () => unknown): unknown {
  try {
    make()
    return 'no mistake'
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    return error.diagnostics
  }
}

describe.each(built)('the module of $name', ({ name, code, compiled, settings, events }) => {
  const module = loadModule(code)
  const pairs = settings.map(settings => [module.create({ settings }), compiled(settings)] as const)

  test('gives what `compile` gives, byte for byte', () => {
    expect(events.length).toBeGreaterThan(1)
    for (const [ours, theirs] of pairs) expect(outcome(ours, events)).toBe(outcome(theirs, events))
  })

  test('gives what `compile` gives for hostile events', () => {
    const several = fc.array(hostileEvent, { minLength: 1, maxLength: 3 })
    const check = fc.property(several, fc.constantFrom(...pairs), (events, [ours, theirs]) => {
      expect(outcome(ours, events)).toBe(outcome(theirs, events))
    })
    fc.assert(check, share(1500, name, built.length))
  })
})

describe.each(definitions)('the module of $name', ({ definition, code, compiled, settings }) => {
  const module = loadModule(code)

  test('refuses wrong settings with the diagnostics of `compile`', () => {
    const keys = Object.keys(definition.settings ?? {})
    const wrong = [{}, { unknown: 1 }, [], null, 'text', ...keys.map(key => ({ ...settings[0], [key]: [{}] }))]
    for (const given of wrong) {
      expect(diagnostics(() => module.create({ settings: given }))).toEqual(diagnostics(() => compiled(given)))
    }
  })

  test('is the same text for the same input', () => {
    expect(buildModule(structuredClone(definition)).code).toBe(code)
  })

  test('throws one sentence beside another version of callmap', () => {
    const old = code.replaceAll(`"${runtime.version}"`, '"0.0.1"')
    expect(() => loadModule(old)).toThrow(
      `this module was built by callmap 0.0.1 and runs on ${runtime.version}: build it again`,
    )
  })
})

/** Functions of every part of the run time. */
const forgeries = [
  ...[
    'addAction',
    'addDraft',
    'callIds',
    'fillUrl',
    'fillWholeUrl',
    'refusePayload',
    'secretPlaces',
    'settlePayload',
    'wholeUrl',
  ],
  ...['writeUrl', 'fieldOfEach', 'filterItems', 'regexMatcher', 'truthy', '$contains', '$merge', '$unixTime'],
]

test.each(forgeries)('the law notices a run time whose %s gives a constant', name => {
  const users = built.filter(({ code }) => listImports(code).includes(name))
  const isNoticed = ({ code, compiled, settings: all }: (typeof built)[number], events: readonly unknown[]) => {
    const settings = all.at(-1)
    try {
      const ours = loadModule(code, { ...runtime, [name]: () => undefined }).create({ settings })
      return outcome(ours, events) !== outcome(compiled(settings), events)
    } catch {
      return true
    }
  }
  // A sample of a few events may not come to the function.
  const isFound =
    users.some(user => isNoticed(user, user.events)) ||
    users.some(user => isNoticed(user, listEvents(user.definition.slug)))
  expect(isFound).toBe(true)
})

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
  const input = built.map(({ definition, code, events }, i) => {
    const file = `./${i}.mjs`
    writeFileSync(join(folder, file), code)
    return { file, settings: listSettings(definition)[1]!, events }
  })
  writeFileSync(join(folder, 'input.json'), JSON.stringify(input))
  writeFileSync(join(folder, 'run.mjs'), script)
  const expected = built.map(({ compiled }, i) => {
    const { settings, events } = input[i]!
    return createHash('sha256')
      .update(outcome(compiled(settings), events))
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
  const { code, settings } = built[0]!
  const destination = loadModule(code).create({ settings: settings[0] })
  expect(() => inspect(destination as never)).toThrow('for the sources of a built module, use `callmap explain`')
})
