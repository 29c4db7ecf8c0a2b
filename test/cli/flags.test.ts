import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/usage/index.ts'
import { formats, lineageFormats, reporters } from '../../src/render/index.ts'
import { callmap, jsonLines } from './callmap.ts'

const own = ['-m', 'fixtures/mappings/own-api.json']
const order = 'fixtures/events/order.json'
const escapeCode = '\u001b'

describe('colours', () => {
  const preview = ['preview', order, ...own]
  const colored = async (env: Record<string, string>, ...flags: string[]) =>
    (await callmap([...preview, ...flags], { env })).stdout.includes(escapeCode)
  it('are off in a pipe', async () => expect(await colored({})).toBe(false))
  it('are off in CI', async () => expect(await colored({ CI: 'true' })).toBe(false))
  it('are on with FORCE_COLOR', async () => expect(await colored({ FORCE_COLOR: '1' })).toBe(true))
  it('are off with NO_COLOR, even with FORCE_COLOR', async () =>
    expect(await colored({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false))
  it('are off with --no-color, even with FORCE_COLOR', async () =>
    expect(await colored({ FORCE_COLOR: '1' }, '--no-color')).toBe(false))
  it('an event cannot control the terminal', async () => {
    const event = {
      type: 'track',
      event: 'Order Completed',
      messageId: `m${escapeCode}[2J`,
      userId: `u${escapeCode}[31m`,
    }
    const { stdout } = await callmap(['preview', '-', ...own], { stdin: JSON.stringify(event) })
    expect(stdout).not.toContain(escapeCode)
  })
  it('a file name cannot control the terminal', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
    const name = `a${escapeCode}[2J${escapeCode}[8m\rb.json`
    writeFileSync(
      join(cwd, name),
      readFileSync('fixtures/mappings/own-api.json', 'utf8').replace(
        '"../definitions/',
        `"${process.cwd()}/fixtures/definitions/`,
      ),
    )
    for (const args of [
      ['build', name],
      ['types', '-m', name, '-o', `${name}.ts`],
    ]) {
      const { stderr, exit } = await callmap(args, { cwd })
      expect([exit, stderr]).toEqual([0, expect.stringContaining(String.raw`a\u001b[2J\u001b[8m\u000db`)])
      expect(stderr).not.toContain(escapeCode)
    }
  })
  it('a terminal shows JSON whose strings cannot control it, and a pipe gets the characters', async () => {
    const event = { type: 'track', event: 'Order Completed', messageId: 'm\u009b31m\u202e', userId: 'u' }
    const shown = async (isTTY: boolean) => {
      let text = ''
      const stdout = new Writable({
        write(chunk, _, done) {
          text += chunk
          done()
        },
      })
      await callmap(['map', '-', ...own], {
        stdin: JSON.stringify(event),
        host: { stdout: Object.assign(stdout, { isTTY }) },
      })
      return text
    }
    const [terminal, pipe] = [await shown(true), await shown(false)]
    expect(terminal).not.toMatch(/[\u0080-\u009f\u202e]/)
    expect(pipe).toContain('\u009b')
    expect(jsonLines(terminal)).toEqual(jsonLines(pipe))
  })
})

it('commands offer every format, without loading it', () => {
  const choices = (command: string, name: string) =>
    commands.find(({ name }) => name === command)?.flags.find(({ flag }) => flag.startsWith(name))?.choices
  expect(choices('check', '--format')).toEqual([...formats.keys()])
  expect(choices('test', '--reporter')).toEqual([...reporters.keys()])
  expect(choices('lineage', '--format')).toEqual(Object.keys(lineageFormats))
})

it('an unknown command has no help', async () => {
  const { stderr, exit } = await callmap(['previw', '--help'])
  expect([stderr, exit]).toEqual(['error: unknown command `previw`\n  = help: did you mean `preview`?\n', 2])
})

it('flags without a command show the help', async () => {
  const { stdout, stderr, exit } = await callmap(['--json'])
  expect([stdout, exit]).toEqual(['', 2])
  expect(stderr).toMatch(/^Usage: callmap/)
  expect(stderr).not.toContain('error')
})

it('a flag that has one value refuses another one', async () => {
  const both = await callmap(['map', order, ...own, '-m', 'fixtures/mappings/*.json'])
  const help = 'for several files, give a glob in quotes: -m "{a,b}.json"'
  expect([both.stdout, both.exit]).toEqual(['', 2])
  expect(both.stderr).toBe(`error: --mappings is given twice\n  = help: ${help}\n`)
  const limits = await callmap(['map', order, ...own, '--limit', '1', '--limit', '2'])
  expect([limits.stderr, limits.exit]).toEqual(['error: --limit is given twice\n', 2])
  const formats = await callmap(['check', ...own, '--format', 'json', '--format', 'text'])
  expect([formats.stderr, formats.exit]).toEqual(['error: --format is given twice\n', 2])
  expect((await callmap(['check', ...own, '--rule', 'CM801=off', '--rule', 'CM802=off'])).exit).toBe(0)
  expect((await callmap(['check', '-d', 'slack', '-d', 'webhook'])).exit).toBe(0)
})

it('several flags may be meant', async () => {
  const { stderr, exit } = await callmap(['map', '--imit'])
  expect([stderr, exit]).toEqual(['error: unknown option `--imit`\n  = help: did you mean `--emit` or `--limit`?\n', 2])
})

describe('secrets', () => {
  const plain = ['-m', 'fixtures/mappings/plain-secret.json']
  const cases: [string, string[]][] = [
    ['preview', ['preview', order, ...plain]],
    ['preview --json', ['preview', order, ...plain, '--json']],
    ['preview --curl', ['preview', order, ...plain, '--curl']],
    ['map', ['map', order, ...plain]],
    ['map --emit curl', ['map', order, ...plain, '--emit', 'curl']],
    ['a broken file', ['preview', order, '-m', 'fixtures/mappings/broken.json']],
    ['a setting by a wrong name', ['preview', order, '-m', 'fixtures/mappings/unknown-action.json']],
  ]
  it.each(cases)('%s never shows a secret', async (_, args) => {
    const { stdout, stderr } = await callmap(args)
    expect(stdout + stderr).not.toMatch(/sk-/)
  })

  const authorization = async (args: string[], env: Record<string, string> = {}) => {
    const { stdout } = await callmap(['map', order, ...args, '--emit', 'requests', '--limit', '1'], { env })
    return (jsonLines(stdout)[0] as { headers: { authorization: unknown } }).headers.authorization
  }
  it('--secrets env', async () => {
    expect(await authorization([...own, '--secrets', 'env'], { OWN_API_TOKEN: 't-1' })).toBe('Bearer t-1')
  })
  it.each([
    ['.env', 'OWN_API_TOKEN=t-2\n'],
    ['secrets.json', '{ "OWN_API_TOKEN": "t-2" }'],
  ])('--secrets %s', async (name, text) => {
    const file = join(mkdtempSync(join(tmpdir(), 'callmap-')), name)
    writeFileSync(file, text)
    expect(await authorization([...own, '--secrets', file])).toBe('Bearer t-2')
  })
  it('--secrets uses a secret that the mappings file contains', async () => {
    expect(await authorization([...plain, '--secrets', 'env'])).toBe('Bearer sk-plain-secret')
  })
})

describe('flags of every command', () => {
  it('-d takes a bundled destination, with example settings', async () => {
    const { stdout, stderr, exit } = await callmap(['preview', order, '-d', 'customerio'])
    expect(stdout).toContain('authorization: Basic <redacted CUSTOMERIO_API_KEY>')
    expect(stderr).toContain('Customer.io has example settings')
    expect(exit).toBe(0)
  })
  it('may come before the command', async () => {
    const before = await callmap([...own, '--quiet', 'preview', order, '--subscription', 'order-completed'])
    const after = await callmap(['preview', order, ...own, '--quiet', '--subscription', 'order-completed'])
    expect(before).toEqual(after)
    expect(before.exit).toBe(0)
  })
  it('--json prints JSON for errors too', async () => {
    const { stdout } = await callmap(['preview', '-', ...own, '--json'], { stdin: 'hello\n{"type":"track"}\n' })
    expect(JSON.parse(stdout)).toMatchObject({ v: 1, events: [{ line: 1, code: 'CM107' }, { line: 2 }, { line: 2 }] })
  })
  it('--now is the time at which events without a time were received', async () => {
    const stdin = '{"type":"track","event":"A","messageId":"m","userId":"u"}'
    const args = [
      'map',
      '-m',
      'fixtures/definitions/own-api.json',
      '--emit',
      'payloads',
      '--now',
      '2026-03-01T10:00:00Z',
    ]
    const { stdout } = await callmap(args, { stdin })
    expect(JSON.parse(stdout)).toMatchObject({ at: '2026-03-01T10:00:00.000Z' })
  })
  it('--config sets flags', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
    const mappings = join(process.cwd(), 'fixtures/definitions/own-api.json')
    writeFileSync(join(folder, 'callmap.config.json'), `{ "mappings": ${JSON.stringify(mappings)} /* a comment */ }`)
    const stdin = '{"type":"track","event":"A","messageId":"m","userId":"u"}'
    expect(await callmap(['preview', '-'], { cwd: folder, stdin })).toMatchObject({ exit: 0 })
  })
})
