import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, it, vi } from 'vitest'
import { bin, callmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(folder, { recursive: true }))

function project(): string {
  const cwd = mkdtempSync(join(folder, 'project-'))
  copyFileSync(new URL('../../fixtures/events/order.json', import.meta.url), join(cwd, 'event.json'))
  return cwd
}

/** Waits for texts on a screen, and types an answer to each as soon as it is there. */
function typist(typing: readonly (readonly [seen: string, keys: string])[], stdin: Writable) {
  const left = [...typing]
  let seen = ''
  let from = 0
  return {
    see(text: string | Buffer) {
      seen += text
      for (let [next] = left; next; [next] = left) {
        const at = seen.indexOf(next[0], from)
        if (at < 0) return
        from = at + next[0].length
        left.shift()
        stdin.write(next[1])
      }
    },
    get seen() {
      return seen.replaceAll('\r', '')
    },
  }
}

/** Runs the command where both streams are a terminal, with somebody who types. */
async function typed(args: string, cwd: string, typing: readonly (readonly [seen: string, keys: string])[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  const person = typist(typing, stdin)
  const write = (text: Buffer, _: string, done: () => void) => {
    person.see(text)
    done()
  }
  const screen = Object.assign(new Writable({ write }), { isTTY: true })
  const host = { stdin, stdout: screen, stderr: screen }
  const { exit } = await callmap(args.split(' '), { cwd, env: { TERM: 'dumb' }, host })
  return { seen: person.seen, exit }
}

describe('init on a terminal', () => {
  // Node moves the cursor of other terminals.
  beforeAll(() => void vi.stubEnv('TERM', 'dumb'))
  afterAll(() => void vi.unstubAllEnvs())

  it.concurrent('asks for missing flags, until the answer is valid', async ({ expect }) => {
    const cwd = project()
    const { seen, exit } = await typed('init', cwd, [
      ['which one: ', 'custmerio\n'],
      ['which one: ', 'customerio\n'],
      ['start from: ', '\n'],
      ['start from: ', 'events.json\n'],
      ['start from: ', 'event.json\n'],
      ['(mappings): ', '\n'],
    ])
    expect(seen).toContain('callmap has no destination `custmerio`')
    expect(seen).toContain('an answer is required')
    expect(seen).toContain('there is no file `events.json`')
    expect(seen).toMatch(
      /created {2}mappings\/customerio\.json [\s\S]*next: callmap preview event\.json -m mappings\/customerio\.json\n$/,
    )
    expect(exit).toBe(0)
  })

  it.concurrent('takes several pasted answers', async ({ expect }) => {
    const cwd = project()
    const { exit } = await typed('init -d customerio', cwd, [['start from: ', 'event.json\nmy folder\n']])
    expect([exit, existsSync(join(cwd, 'my folder/customerio.test.json'))]).toEqual([0, true])
  })

  it.concurrent('asks nothing if no flag is missing', async ({ expect }) => {
    const { seen, exit } = await typed('init -d customerio --from-event event.json', project(), [])
    expect({ seen, exit }).toEqual({ seen: expect.stringMatching(/^created /), exit: 0 })
  })

  it.concurrent.for<[name: string, args: string, keys: string, seen: RegExp, exit: number]>([
    ['--no-input asks nothing', 'init --no-input', '', /^error: init needs one destination/, 2],
    ['the end of the input is an error', 'init', '\u0004', /error: no answer to: destination/, 2],
    ['an interrupt ends it', 'init', '\u0003', /which one: (\^C)?\n$/, 130],
  ])('%s', async ([, args, keys, text, exit], { expect }) => {
    const cwd = project()
    const run = await typed(args, cwd, keys === '' ? [] : [['which one: ', keys]])
    expect(run).toEqual({ seen: expect.stringMatching(text), exit })
    expect(existsSync(join(cwd, 'mappings'))).toBe(false)
  })
})

/** True if the `script` of util-linux is installed, which gives a command a terminal. */
function hasTerminal(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    return false
  }
}

it.skipIf(!hasTerminal())('an interrupt ends init on a terminal of the system', async ({ expect }) => {
  const child = spawn('script', ['-qec', `"${process.execPath}" "${bin}" init`, '/dev/null'], {
    cwd: project(),
    env: { PATH: process.env.PATH, TERM: 'dumb', SHELL: '/bin/sh' },
  })
  const person = typist(
    [
      ['which one: ', 'customerio\n'],
      ['start from: ', '\u0003'],
    ],
    child.stdin,
  )
  child.stdout.on('data', person.see)
  const [exit] = await once(child, 'close')
  expect({ seen: person.seen, exit }).toEqual({ seen: expect.stringMatching(/start from: (\^C)?\n$/), exit: 130 })
})

it('init asks nothing without a terminal', async ({ expect }) => {
  expect(await callmap(['init'], { cwd: folder, stdin: 'customerio\n' })).toMatchObject({
    exit: 2,
    stderr: expect.stringMatching(/^error: init needs one destination/),
  })
})
