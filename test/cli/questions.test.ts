import { execFileSync, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { bin, callmap } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(folder, { recursive: true }))

function project(): string {
  const cwd = mkdtempSync(join(folder, 'project-'))
  copyFileSync(new URL('../../fixtures/events/order.json', import.meta.url), join(cwd, 'event.json'))
  return cwd
}

/** True if the `script` of util-linux is installed, which gives a command a terminal. */
function hasTerminal(): boolean {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux')
  } catch {
    return false
  }
}

/** Runs the command in a terminal, where somebody types as soon as they see the text. */
function typed(args: string, cwd: string, typing: readonly (readonly [seen: string, keys: string])[]) {
  const child = spawn('script', ['-qec', `"${process.execPath}" "${bin}" ${args}`, '/dev/null'], {
    cwd,
    env: { PATH: process.env.PATH, TERM: 'dumb', SHELL: '/bin/sh' },
  })
  const left = [...typing]
  let seen = ''
  let from = 0
  child.stdout.on('data', text => {
    seen += text
    for (let [next] = left; next; [next] = left) {
      const at = seen.indexOf(next[0], from)
      if (at < 0) return
      from = at + next[0].length
      child.stdin.write(next[1])
      left.shift()
    }
  })
  return new Promise<{ seen: string; exit: number | null }>(resolve =>
    child.on('close', exit => resolve({ seen: seen.replaceAll('\r', ''), exit })),
  )
}

describe.skipIf(!hasTerminal())('init on a terminal', () => {
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

it('init asks nothing without a terminal', async ({ expect }) => {
  expect(await callmap(['init'], { cwd: folder, stdin: 'customerio\n' })).toMatchObject({
    exit: 2,
    stderr: expect.stringMatching(/^error: init needs one destination/),
  })
})
