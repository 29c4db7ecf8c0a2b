import fs, { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it, vi } from 'vitest'
import { bundledCatalogue } from '../../src/node/index.ts'
import { callmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

function given(name: string, content: unknown): void {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
}

const event = { type: 'track', event: 'A', messageId: 'm', userId: 'u' }
given('event.json', event)
given('slack.json', { destination: 'slack', settings: {}, subscriptions: [] })
symlinkSync('loop.json', join(folder, 'loop.json'))
mkdirSync(join(folder, 'empty'))
const longName = `${'x'.repeat(300)}.json`

it.for(['preview event.json -d slack', 'map event.json -d slack', 'check slack.json', 'destinations slack'])(
  '%s reads no other bundled destination',
  async (line, { expect }) => {
    const catalogue = bundledCatalogue(folder)
    const read = vi.fn(catalogue.read)
    const { exit } = await callmap(line.split(' '), { cwd: folder, host: { catalogue: { ...catalogue, read } } })
    expect([exit, new Set(read.mock.calls.map(([slug]) => slug))]).toEqual([0, new Set(['slack'])])
  },
)

describe('errors of the file system take one line, with exit 2', () => {
  const loop = 'error: `loop.json` cannot be read: too many symbolic links encountered\n'
  const cases: [line: string, stderr: string][] = [
    ['check loop.json', loop],
    ['preview loop.json -d slack', loop],
    ['preview event.json -m loop.json', loop],
    ['test loop.json', loop],
    ['types --list ./loop.json', loop.replace('loop', './loop')],
    [`check ${longName}`, `error: there is no file \`${longName}\`\n`],
    ['check empty', 'error: there are no mappings in `empty`\n'],
    ['types -d slack -o event.json/x.ts', 'error: `event.json/x.ts` cannot be written: file already exists\n'],
    [`types -d slack -o ${longName}`, `error: \`${longName}\` cannot be written: name too long\n`],
    ['test --from event.json -d slack --out loop.json', loop],
  ]
  it.for(cases)('%s', async ([line, stderr], { expect }) => {
    expect(await callmap(line.split(' '), { cwd: folder })).toEqual({
      stdout: '',
      stderr: expect.stringContaining(stderr),
      exit: 2,
    })
  })
})

describe('a folder without mappings', () => {
  given('other/mappings/list.json', [])

  it('reports that it has no mappings', async ({ expect }) => {
    const { stderr, exit } = await callmap(['check'], { cwd: join(folder, 'other') })
    expect(stderr).toContain('error: there are no mappings: no file of mappings/**/*.json has a `destination`\n')
    expect(exit).toBe(2)
  })
})

describe('a folder that cannot be read', () => {
  given('locked/mappings/slack.json', { destination: 'slack', settings: {}, subscriptions: [] })
  given('locked/mappings/deep/bad.json', { destination: 'nope' })

  // Whoever may read everything, as in containers, is refused nothing: so that the system call refuses.
  it('is an error', async ({ expect }) => {
    const { readdirSync } = fs
    const denied = Object.assign(new Error('denied'), { code: 'EACCES', errno: -13, syscall: 'scandir' })
    const refusing = vi.spyOn(fs, 'readdirSync').mockImplementation(((path: string, options: object) => {
      if (/deep/.test(path)) throw denied
      return readdirSync(path, options)
    }) as typeof readdirSync)
    syncBuiltinESMExports()
    try {
      expect(await callmap(['check'], { cwd: join(folder, 'locked') })).toEqual({
        stdout: '',
        stderr: 'error: `mappings/deep` cannot be read: permission denied\n',
        exit: 2,
      })
    } finally {
      refusing.mockRestore()
      syncBuiltinESMExports()
    }
  })
})

describe('a project', () => {
  given('project/mappings/slack.json', { destination: 'slack', settings: {}, subscriptions: [] })
  given('project/mappings/fixtures/big-order.json', event)
  given('project/mappings/fixtures/orders.json', [event, event])

  it('may have events beside its mappings, which only a glob includes', async ({ expect }) => {
    const cwd = join(folder, 'project')
    const { stdout, exit } = await callmap(['check'], { cwd })
    expect({ stdout, exit }).toEqual({ stdout: expect.stringContaining('in 1 file.\n'), exit: 0 })
    const named = await callmap(['check', 'mappings/fixtures/big-order.json'], { cwd })
    expect(named.stdout).toContain('is an event, not mappings')
  })

  given('typos/a.json', { destination: 'custmerio', settings: { siteId: 's', apiKey: { $secret: 'K' } } })
  given('typos/b.json', { destinaton: 'slack' })
  given('typos/c.json', { destination: './nope.json' })
  given('typos/d.json', { destination: '' })
  given('typos/e.json', { slug: 'demo', name: 'Demo', actions: {} })

  it('may have files in wrong places: each has an error with its place', async ({ expect }) => {
    const { stdout, exit } = await callmap(['check', 'typos', '--format', 'concise'], { cwd: folder })
    expect(stdout.split('\n').slice(0, 5)).toEqual([
      'typos/a.json:2:18 error CM413 callmap has no destination `custmerio`',
      'typos/b.json:2:3 error CM102 `destinaton` is not a key of a mappings file',
      'typos/c.json:2:18 error CM413 there is no file `typos/nope.json`',
      'typos/d.json:2:18 error CM413 callmap has no destination ``',
      expect.stringContaining('4 errors'),
    ])
    expect(exit).toBe(1)
  })
})

describe('a config file', () => {
  const told = async (name: string, config: string, line: string) => {
    given(`config ${name}/event.json`, event)
    given(`config ${name}/callmap.config.${config.startsWith('{') ? 'json' : 'ts'}`, config)
    return callmap(line.split(' '), { cwd: join(folder, `config ${name}`) })
  }

  const cases: [name: string, config: string, line: string, stderr: string][] = [
    ['a program', 'export default {}', 'preview event.json', '`callmap.config.ts` is not read: a config file is JSON'],
    ['a program by its name', '{}', 'preview event.json --config my.config.mjs', '`my.config.mjs` is not read'],
    ['an unknown key', '{ "mapings": "x" }', 'preview event.json', 'help: did you mean `mappings`?'],
    ['a number for a string', '{ "mappings": 1 }', 'preview event.json', '`mappings`: expected a string'],
    ['a string for a boolean', '{ "quiet": "yes" }', 'preview event.json', '`quiet`: expected a boolean'],
    ['an unknown code', '{ "rules": { "CM8O1": "off" } }', 'check', '`rules`: callmap has no code `CM8O1`'],
  ]
  it.for(cases)('refuses %s', async ([name, config, line, stderr], { expect }) => {
    const run = await told(name, config, line)
    expect(run).toEqual({ stdout: '', stderr: expect.stringContaining(stderr), exit: 2 })
  })

  it('sets flags, except those of the command line', async ({ expect }) => {
    const config = '{ "destination": "slack", "quiet": true, "json": true }'
    const { stdout, stderr } = await told('flags', config, 'preview event.json')
    expect([JSON.parse(stdout).events[0].destinations[0].destination, stderr]).toEqual(['slack', ''])
    expect((await told('flags', config, 'help CM801')).exit).toBe(0)
  })
})
