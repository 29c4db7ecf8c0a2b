import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, it, test } from 'vitest'
import { compile, type Definition } from '../../src/api/index.ts'
import { callmap, type Run, spawnCallmap } from './callmap.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'callmap-build-'))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = { baseUrl: 'https://api.example.com/v1', token: { $secret: 'OWN_API_TOKEN' } }
const subscription = { name: 'all', action: 'trackEvent', trigger: 'type = "track"' }
const definition: Definition = JSON.parse(readFileSync(join(root, 'examples/own-api/destination.json'), 'utf8'))
const mappings = { destination: '../own-api/destination.json', settings, subscriptions: [subscription] }

function given(name: string, content: unknown): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), JSON.stringify(content))
}

mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/callmap'))
given('package.json', { type: 'module' })
given('own-api/destination.json', definition)
given('mappings/orders.json', mappings)
given('mappings/eu/orders.json', { ...mappings, destination: '../../own-api/destination.json' })
given('mappings/orders.test.json', { tests: [] })

const run = (line: string): Promise<Run> => callmap(line.split(' '), { cwd: folder })
const built = (name: string): string => readFileSync(join(folder, name), 'utf8')
const list = (name: string): string[] =>
  readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
    .filter(file => file.includes('.'))
    .sort()

/** Runs a script in the folder where strings cannot become code. */
function node(script: string): string {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', script]
  return execFileSync(process.execPath, flags, { cwd: folder, encoding: 'utf8' })
}

describe('modules are named after their files', () => {
  it.each([
    ['build', 'mappings', ['eu/orders.d.ts', 'eu/orders.js', 'orders.d.ts', 'orders.js']],
    ['build mappings/eu', 'a folder', ['orders.d.ts', 'orders.js']],
    ['build mappings/eu/orders.json', 'a file', ['orders.d.ts', 'orders.js']],
    ['build mappings/**/*.json', 'a pattern', ['eu/orders.d.ts', 'eu/orders.js', 'orders.d.ts', 'orders.js']],
    ['build own-api', 'a folder with one destination.json', ['own-api.d.ts', 'own-api.js']],
    ['build .', 'destination.json in folders', ['mappings/eu/orders.js', 'mappings/orders.js', 'own-api.js']],
    ['build -d slack,webhook', 'bundled destinations', ['slack.d.ts', 'slack.js', 'webhook.d.ts', 'webhook.js']],
    ['build -m mappings -d own-api', 'those of a destination', ['eu/orders.js', 'orders.js']],
  ])('%s: %s', async (line, _, files) => {
    const out = `out-${line.replace(/\W+/g, '-')}`
    expect(await run(`${line} -o ${out}/`)).toMatchObject({ stdout: '', exit: 0 })
    expect(list(out)).toEqual(expect.arrayContaining(files))
    expect(list(out).filter(file => !file.endsWith('.d.ts'))).toEqual(files.filter(file => !file.endsWith('.d.ts')))
  })

  it('refuses two files that would be one module', async () => {
    const { stderr, exit } = await run('build mappings/orders.json mappings/eu/orders.json -o clash')
    expect([stderr, exit]).toEqual([expect.stringContaining('would both be `orders.js`'), 2])
    expect(() => list('clash')).toThrow()
  })
})

test('a module holds no settings of its file', async () => {
  const secret = { ...settings, baseUrl: 'https://only-in-settings.example', token: 'sk-live-123' }
  given('plain/orders.json', { ...mappings, settings: secret })
  await run('build plain -o settings')
  const plain = built('settings/orders.js')
  expect(plain).not.toMatch(/sk-live-123|only-in-settings|OWN_API_TOKEN/)
  await run('build mappings/orders.json -o settings-other')
  expect(built('settings-other/orders.js')).toBe(plain)
})

test('nothing is written if nothing has changed', async () => {
  expect((await run('build mappings/orders.json -o again')).stderr).toMatch(/^wrote again\/orders\.js {3}\d+\.\d kB\n/)
  const before = statSync(join(folder, 'again/orders.js'), { bigint: true })
  expect((await run('build mappings/orders.json -o again')).stderr).toBe('2 files are up to date\n')
  expect(statSync(join(folder, 'again/orders.js'), { bigint: true }).mtimeNs).toBe(before.mtimeNs)
})

test('a module without subscriptions maps nothing, which is a warning', async () => {
  const { stderr, exit } = await run('build -d slack -o nothing')
  expect([stderr, exit]).toEqual([
    expect.stringMatching(/^warning: `.*` has no subscriptions, so its module maps nothing\n/),
    0,
  ])
})

test('--check writes nothing, and names stale and missing files', async () => {
  expect(await run('build mappings -o checked --check')).toMatchObject({ exit: 1 })
  expect(() => list('checked')).toThrow()
  await run('build mappings -o checked')
  expect(await run('build mappings -o checked --check')).toMatchObject({ exit: 0, stderr: '4 files are up to date\n' })
  writeFileSync(join(folder, 'checked/orders.js'), 'old')
  rmSync(join(folder, 'checked/eu/orders.d.ts'))
  const { stderr, exit } = await run('build mappings -o checked --check')
  expect([stderr, exit]).toEqual([
    'checked/eu/orders.d.ts is missing\nchecked/orders.js is out of date\n' +
      'next: `callmap build` with the same arguments, without --check, writes what is new\n',
    1,
  ])
  expect(built('checked/orders.js')).toBe('old')
})

test('an old file may have any size', async () => {
  await run('build mappings -o large')
  writeFileSync(join(folder, 'large/orders.js'), ' '.repeat(5 * 2 ** 20))
  const { stderr, exit } = await run('build mappings -o large --check')
  expect([stderr, exit]).toEqual([expect.stringContaining('large/orders.js is out of date\n'), 1])
  expect(await run('build mappings -o large')).toMatchObject({ exit: 0 })
})

test('mistakes are shown in their files, with exit 3, and nothing is written', async () => {
  given('wrong/a.json', { ...mappings, subscriptions: [{ ...subscription, action: 'trackEvnt' }] })
  given('wrong/b.json', { ...mappings, subscriptions: [{ ...subscription, trigger: 'typ = "track"' }] })
  const { stderr, exit } = await run('build wrong -o wrong-out')
  expect([stderr, exit]).toEqual([expect.stringMatching(/wrong\/a\.json:[\s\S]*wrong\/b\.json:/), 3])
  expect(() => list('wrong-out')).toThrow()
})

describe('a module runs without `eval`', () => {
  const event = {
    type: 'track',
    event: 'Signed Up',
    userId: 'u-1',
    messageId: 'm-1',
    timestamp: '2026-03-01T10:00:00Z',
  }
  const given = { ...settings, token: 't-1' }
  const destination = compile(definition, { settings: given, subscriptions: [subscription] })
  const { actions, failures } = destination.map(event)
  const expected = JSON.stringify([failures, destination.requests(actions)])
  const use = (create: string) => `const destination = (${create})({ settings: ${JSON.stringify(given)} })
const { actions, failures } = destination.map(${JSON.stringify(event)})
JSON.stringify([failures, destination.requests(actions)])`
  const outputs = (files: readonly string[]) => {
    const loads = files.map((file, i) => `import { create as create${i} } from './${file}'`)
    const prints = files.map(
      (_, i) => `{ ${use(`create${i}`).replace(/(JSON\.stringify\(\[f.*)$/, 'console.log($1)')} }`,
    )
    return node([...loads, ...prints].join('\n'))
      .trimEnd()
      .split('\n')
  }

  it('beside callmap/runtime, and alone with --bundle and with --bundle --minify', async () => {
    await run('build mappings/orders.json -o plain-out')
    await run('build mappings/orders.json -o bundle --bundle')
    await run('build mappings/orders.json -o bundle-minify --bundle --minify')
    for (const out of ['bundle', 'bundle-minify']) {
      expect(built(`${out}/orders.js`)).not.toMatch(/^import\b|\bfrom ['"]callmap|\brequire\(["']callmap/m)
    }
    const files = ['plain-out/orders.js', 'bundle/orders.js', 'bundle-minify/orders.js']
    expect(outputs(files)).toEqual([expected, expected, expected])
  })

  it.each([
    ['', 'callmapDestination'],
    [' --name orders', 'orders'],
  ])('as a script with a global variable%s', async (flag, name) => {
    const out = `iife-${name}`
    await run(`build mappings/orders.json -o ${out} --bundle --format iife${flag}`)
    expect(list(out)).toEqual(['orders.js'])
    const globals = { URL, TextEncoder, TextDecoder, btoa }
    expect(runInNewContext(`${built(`${out}/orders.js`)}\n${use(`${name}.create`)}`, globals)).toBe(expected)
  })

  it('the same file from any folder, without paths of modules', async () => {
    await run('build mappings/orders.json -o here --bundle')
    await callmap(['build', 'orders.json', '-o', '../there', '--bundle'], { cwd: join(folder, 'mappings') })
    expect(built('there/orders.js')).toBe(built('here/orders.js'))
    expect(built('here/orders.js')).not.toMatch(/node_modules|\/\/ dist\//)
  })
})

test('without rolldown, only --bundle fails, and tells how to install it', async () => {
  const script = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`
  const hook = script(`export const resolve = (name, context, next) => {
    if (name === 'rolldown') throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' })
    return next(name, context)
  }`)
  const flags = ['--import', script(`import { register } from 'node:module'; register(${JSON.stringify(hook)})`)]
  const without = (line: string) => spawnCallmap(line.split(' '), { cwd: folder, node: flags })
  expect(await without('build mappings -o no-rolldown')).toMatchObject({ exit: 0 })
  expect(await without('build mappings -o no-rolldown --bundle')).toEqual({
    stdout: '',
    stderr: 'error: --bundle needs the package `rolldown`\n  = help: npm install --save-dev rolldown\n',
    exit: 2,
  })
})

it.each([
  ['--minify', '--minify needs --bundle'],
  ['--format iife', '--format needs --bundle'],
  ['--name x', '--name needs --bundle'],
  ['--bundle --name x', '--name needs --format iife'],
  ['--bundle --format iife --name a.b', '--name takes the name of a variable, not `a.b`'],
  ['--bundle --format iife --name class', '--name takes the name of a variable, not `class`'],
  ['--bundle --format cjs', 'there are esm, iife'],
  ['--only map,reqests', 'a module has no part `reqests`\n  = help: did you mean `requests`?'],
  ['--only trace', 'there are map, requests, batches, outcomes, tokens'],
  ['--only map,batches', '`batches` needs the part `requests`'],
  ['--only ,', 'a module without parts does nothing'],
])('build %s: %s', async (flags, message) => {
  const { stderr, exit } = await run(`build mappings -o refused ${flags}`)
  expect([stderr, exit]).toEqual([expect.stringContaining(message), 2])
  expect(() => list('refused')).toThrow()
})

test('--only writes the named parts, in any order, and --check compares with them', async () => {
  await run('build mappings/orders.json -o whole')
  await run('build mappings/orders.json -o parts --only map,requests')
  expect(built('parts/orders.js').length).toBeLessThan(built('whole/orders.js').length)
  expect((await run('build mappings/orders.json -o parts --only requests --only map --check')).exit).toBe(0)
  expect((await run('build mappings/orders.json -o parts --check')).exit).toBe(1)
  const keys = node(`import { create } from './parts/orders.js'
console.log(Object.keys(create({ settings: { baseUrl: 'https://a.example', token: 't' } })).join())`)
  expect(keys).toBe('slug,name,map,requests\n')
})

test('the types of a module fit it', async () => {
  await run('build mappings/orders.json -o typed-parts --only map,batches,requests')
  await run('build mappings/orders.json -o typed')
  await run('build -d webhook -o typed')
  const program = `import { create } from './typed/orders.js'
import { create as createWebhook } from './typed/webhook.js'
import { create as createParts } from './typed-parts/orders.js'
const destination = create({ settings: { baseUrl: 'https://a.example', token: 't' } })
const [action] = destination.map({}).actions
if (action?.action === 'trackEvent') {
  const name: string = action.payload.name
  destination.requests([action], { batch: false }).requests[0]?.url.concat(name)
  // @ts-expect-error the action has no such field
  action.payload.nme
}
createWebhook()
const parts = createParts({ settings: { baseUrl: 'https://a.example', token: 't' } })
parts.requests(parts.map({}).actions, { batch: true })
// @ts-expect-error the module has no such part
parts.outcomes
createWebhook({ limits: {} })
// @ts-expect-error settings are required
create()
// @ts-expect-error the token is required
create({ settings: { baseUrl: 'https://a.example' } })
`
  writeFileSync(join(folder, 'program.ts'), program)
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '', 'program.ts']
  const checked = execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(checked).toBe('')
})
