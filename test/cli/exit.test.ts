import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { NodeFileSystem } from '../../src/node/index.ts'
import { callmap, spawnCallmap } from './callmap.ts'

const own = '-m fixtures/mappings/own-api.json'
const track = '{"type":"track","event":"Order Completed","messageId":"m","userId":"u"}'
const fails = '{"type":"track","event":"Order Completed","messageId":"m","userId":"u","properties":{"total":"12x"}}'

/** The line, its input, and a part of the message. The golden files have more. */
const cases: [exit: number, line: string, stdin: string, stderr: RegExp][] = [
  [0, `preview - ${own}`, track, /^$/],
  [0, `map - ${own} --quiet`, track, /^$/],
  [0, `map ${own} --on-error skip`, fails, /1 error/],
  [0, `map ${own} --batch 2`, track, /1 event/],
  [2, `map ${own} --batch 2 --only errors`, track, /--only errors shows nothing with --emit requests/],
  [2, `map ${own} --batch 2 --include skipped`, track, /--include skipped shows nothing with --emit requests/],
  [0, 'map --version', '', /^$/],
  [0, `explain - order-completed ${own}`, track, /^$/],
  [1, `explain - order-completed ${own}`, fails, /^$/],
  [2, `explain - order-completed --path data ${own}`, track, /JSON Pointer[\s\S]*--path \/data/],
  [2, `explain - orders ${own}`, track, /there is no subscription `orders`/],
  [4, `explain - order-completed ${own}`, '', /there is no event/],
  [1, `lineage ${own} --from traits.nope`, '', /nothing reads `traits.nope`/],
  [1, `types ${own} -o no-such.gen.ts --check`, '', /no-such.gen.ts is not up to date/],
  [2, `types ${own} --check`, '', /--check needs -o/],
  [0, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json --events - --exit-code', track, /^$/],
  [1, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api-changed.json --events - --exit-code', track, /^$/],
  [2, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json', '', /needs --events/],
  [2, 'diff no-such.json fixtures/mappings/own-api.json --events -', track, /there is no file `no-such.json`/],
  [3, 'diff fixtures/mappings/unknown-action.json fixtures/mappings/own-api.json --events -', track, /CM401/],
  [4, 'diff fixtures/mappings/own-api.json fixtures/mappings/own-api.json --events -', '', /there is no event/],
  [0, 'check destinations/slack', '', /^$/],
  [1, 'check -', '{"destination":"webhook","settings":{},"subscriptions":{}}', /^$/],
  [
    1,
    `check fixtures/mappings/own-api.json --events package-lock.json`,
    '',
    /there is no event in `package-lock.json`/,
  ],
  [4, `check fixtures/mappings/own-api.json --events README.md`, '', /README.md[\s\S]*CM107[\s\S]*there is no event/],
  [
    2,
    'init -d google-analytics-4 --from-event - --out no-such',
    '{"type":"identify","userId":"u","messageId":"m"}',
    /has no action for these events/,
  ],
  [2, 'completion tcsh', '', /there are bash, zsh, fish/],
  [0, 'destinations', '', /all actions of one/],
  [2, 'destinations nosuch', '', /callmap has no destination `nosuch`\n.*callmap destinations/],
  [2, 'destinations posthgo', '', /did you mean `posthog`/],
  [1, 'destinations --search zxqj', '', /no destination has `zxqj`[\s\S]*`webhook`/],
  [1, 'destinations --search emial --json', '', /did you mean `email`/],
  [1, 'destinations slack --search email', '', /no destination has `email`/],
  [2, 'destinations --search .', '', /--search takes words, not `.`/],
  [0, 'help unknown-event-path', '', /^$/],
  [2, 'help unknown-event-pat', '', /did you mean `unknown-event-path`/],
  [3, 'test fixtures/tests/idle-mocks.json', '', /no function `insertID` to[\s\S]*did you mean `insertId`\?/],
  [3, 'test fixtures/tests/idle-mocks.json', '', /no constant `browsrs` to[\s\S]*did you mean `browsers`\?/],
  [3, 'test fixtures/mappings/own-api.json', '', /has mappings, and no tests\n.*own-api.test.json/],
  [2, 'init --from-event fixtures/events/order.json', '', /init needs one destination/],
  [2, 'init -d customerio', '', /init needs --from-event/],
  [2, 'import csv fixtures/saved-actions.json', '', /it imports segment/],
  [2, 'import segment fixtures/saved-actions.json', '', /saved actions lack their fields/],
  [4, `import segment fixtures/events/order.json`, '', /there is no saved action/],
  [1, `map ${own}`, fails, /1 × CM902/],
  [1, `map ${own} --on-error fail`, `${fails}\n${track}`, /1 event /],
  [2, 'preview', '', /preview needs an event file or --sample/],
  [2, `preview - --sample identify ${own}`, track, /--sample replaces the event file/],
  [2, `preview - --watch ${own}`, track, /--watch needs a file/],
  [2, `preview - ${own} --diff no-such.json`, track, /there is no file `no-such.json`/],
  [
    2,
    `preview - ${own} --diff destinations/slack/destination.json`,
    track,
    /no mappings in .* are for the previewed destinations/,
  ],
  [3, `preview - ${own} --diff fixtures/mappings/unknown-action.json`, track, /CM401/],
  [2, 'preview a.json b.json', '', /too many arguments/],
  [2, 'preview - --destinaton customerio', '', /did you mean `--destination`/],
  [2, `map ${own} --limit 0`, '', /--limit takes a whole number of at least 1, not `0`/],
  [2, `preview ${own} --subscription`, '', /--subscription needs a value: --subscription <name>\n/],
  [2, 'check --fail-level eror', '', /--fail-level does not take `eror`\n.*there are error, warning, none/],
  [2, 'diff', '', /the argument <old> is missing\n.*for example callmap diff old.json new.json/],
  [2, `map ${own} --emit xml`, '', /envelopes, payloads, requests, curl/],
  [2, `map ${own} --now yesterday`, '', /ISO 8601/],
  [2, `preview no-such-file.json ${own}`, '', /there is no file `no-such-file.json`/],
  [2, `preview src ${own}`, '', /`src` is a folder/],
  [2, 'preview - -m no-such-mappings.json', track, /there is no file `no-such-mappings.json`/],
  [2, 'preview - -m src', track, /there are no mappings in `src`/],
  [2, 'preview - -d nosuch', track, /callmap has no destination `nosuch`/],
  [2, 'preview -', track, /there are no mappings/],
  [2, `preview - ${own} -d customerio`, track, /no mappings in .* are for `customerio`/],
  [2, `preview - ${own} --subscription orders`, track, /there is no subscription `orders`/],
  [2, `map - ${own} --secrets env`, track, /OWN_API_TOKEN/],
  [3, 'map - -m fixtures/events/order.json', track, /is an event, not mappings/],
  [3, 'map - -m package.json', track, /there is no `destination`/],
  [1, 'check fixtures/tests/own-api.json', '', /^$/],
  [4, 'import segment README.md', '', /CM108/],
  [2, `map - ${own} --config README.md`, track, /CM108/],
  [4, `preview - ${own}`, '', /there is no event/],
  [4, `map ${own}`, `${track}\nhello\n${fails}\n${track}`, /3 events → 2 actions[\s\S]*CM107[\s\S]*line 2/],
  [4, `map ${own}`, `[${track},`, /CM107/],
]

describe('exit codes', () => {
  it.each(cases)('%d: callmap %s', async (exit, line, stdin, message) => {
    const run = await callmap(line.split(' '), { stdin })
    expect({ exit: run.exit, stderr: run.stderr }).toEqual({ exit, stderr: expect.stringMatching(message) })
    expect(run.stderr).not.toContain('    at ')
  })
})

describe('70: a bug of callmap asks for a report', () => {
  const tmp = mkdtempSync(join(tmpdir(), 'callmap-'))
  afterAll(() => rmSync(tmp, { recursive: true }))
  afterEach(() => vi.unstubAllEnvs())

  /** Runs a command line whose first look at a file fails. */
  function runWithBug(args: readonly string[]) {
    const files = new NodeFileSystem('.')
    files.stat = () => {
      throw new RangeError('boom ann')
    }
    return callmap(args, { host: { files } })
  }

  const spawnWithBug = (args: readonly string[]) => {
    const fault =
      'performance.now = () => { setTimeout(() => { throw new RangeError("boom " + process.env.WHO) }); return 0 }'
    return spawnCallmap(args, { node: ['--import', `data:text/javascript,${fault}`], env: { TMPDIR: tmp, WHO: 'ann' } })
  }

  it.for([
    ['in the command', runWithBug],
    ['in a timer', spawnWithBug],
  ] as const)('%s', async ([, run], { expect }) => {
    vi.stubEnv('TMPDIR', tmp)
    const { exit, stderr } = await run(['map', '--emit=payloads', 'fixtures/events/order.json', ...own.split(' ')])
    expect(exit).toBe(70)
    expect(stderr).toMatch(
      /^error: this is a bug in callmap.*\n.*note: RangeError: boom.*\n.*help: please report it.*bug.log/,
    )
    const log = readFileSync(/`(.*bug\.log)`/.exec(stderr)![1]!, 'utf8')
    const [versions, line, name, ...frames] = log.trimEnd().split('\n')
    expect([versions, line, name]).toEqual([
      `callmap ${manifest.version}, Node ${process.version}, ${process.platform} ${process.arch}`,
      'callmap map --emit=… … -m …',
      'RangeError',
    ])
    expect(frames.length).toBeGreaterThan(0)
    for (const frame of frames) expect(frame).toMatch(/^ +at /)
    expect(log).not.toMatch(/ann|order/)
  })

  it('prints the whole report if no file can be written', async () => {
    vi.stubEnv('TMPDIR', join(tmp, 'none'))
    expect(await runWithBug(['map', ...own.split(' ')])).toMatchObject({
      exit: 70,
      stderr: expect.stringMatching(/and the lines below\n\ncallmap .*\ncallmap map -m …\nRangeError\n +at /),
    })
  })
})
