import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { markdownText } from '../../src/render/markdown.ts'
import { createStyle } from '../../src/render/style.ts'
import { errorPages } from '../errorPages.ts'
import { callmap, jsonLines } from './callmap.ts'

const folder = mkdtempSync(join(tmpdir(), 'callmap-check-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Writes a file into the folder that commands run in, and gives its name. */
function given(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`)
  return name
}

const check = (...args: string[]) => callmap(['check', ...args], { cwd: folder })

const send = { fields: { id: { type: 'string' }, name: { type: 'string' } } }
const track = { action: 'send', trigger: 'type = "track"' }
const define = (parts: object) => ({ slug: 'demo', name: 'Demo', actions: { send }, subscriptions: [track], ...parts })

describe('the examples of the error pages', () => {
  const kinds = ['json definition', 'json mappings', 'json file']
  const long = ['CM104', 'CM206']
  const pages = errorPages.filter(({ kind, code }) => kinds.includes(kind) && !long.includes(code))
  const files = pages.map(({ code, example }) => given(`${code}.json`, example))

  const some = files.filter((_, i) => i % 5 === 0)
  it.for([
    ['pretty', files],
    ['json', files],
    ['concise', some],
    ['github', some],
    ['sarif', some],
    ['junit', some],
  ] as const)('look like this: %s', async ([format, files], { expect }) => {
    const { stdout, stderr, exit } = await check(...files, '--format', format, '--max', '1000')
    expect({ stderr, exit }).toEqual({ stderr: '', exit: 1 })
    await expect(stdout).toMatchFileSnapshot(`golden/check-${format}.golden.txt`)
  })

  it('mark the documented place', async ({ expect }) => {
    const found = jsonLines((await check(...files, '--json')).stdout) as Finding[]
    for (const { file, range, code } of found) {
      const text = readFileSync(join(folder, file), 'utf8')
      const before = text.slice(0, range.start.offset).split('\n')
      expect([code, before.length, before.at(-1)!.length + 1]).toEqual([code, range.start.line, range.start.column])
    }
  })

  it('are printed by `callmap help`', async ({ expect }) => {
    const { code, text } = errorPages.at(-1)!
    const stdout = markdownText(text, createStyle(false))
    expect(await callmap(['help', code.toLowerCase()])).toEqual({ stdout, stderr: '', exit: 0 })
  })
})

interface Finding {
  readonly code: string
  readonly file: string
  readonly range: { readonly start: { readonly offset: number; readonly line: number; readonly column: number } }
}

describe('fixes', () => {
  const cases: [string, string, string, ...string[]][] = [
    ['an operator of another language', String.raw`"type == \"track\""`, String.raw`"type = \"track\""`],
    ['a string without quotes', `"type = track"`, String.raw`"type = \"track\""`],
    ['a path with escapes', String.raw`"\u0065vnt = \"A\""`, String.raw`"event = \"A\""`],
    [
      'two in one string',
      String.raw`"type == \"track\" && event == \"A\""`,
      String.raw`"type = \"track\" and event = \"A\""`,
    ],
  ]
  it.for(cases)('%s', async ([name, before, after], { expect }) => {
    const text = (trigger: string) =>
      `${JSON.stringify(define({}), null, 2).replace(JSON.stringify(track.trigger), trigger)} // kept\n`
    const file = given(`fix ${name}.json`, text(before))
    const { exit } = await check(file, '--fix')
    expect(readFileSync(join(folder, file), 'utf8')).toBe(text(after))
    expect(exit).toBe(0)
  })

  it('change only keys and values', async ({ expect }) => {
    const overrides = { id: { '@pth': '$.userId' }, name: { '@case': { operator: 'lowr', value: 'A' } } }
    const file = given(
      'keys.json',
      define({ actions: { sendIt: send }, subscriptions: [{ ...track, action: 'sendIr', overrides }] }),
    )
    const { stdout, exit } = await check(file, '--fix')
    const fixed = { id: { '@path': '$.userId' }, name: { '@case': { operator: 'lower', value: 'A' } } }
    const wanted = define({
      actions: { sendIt: send },
      subscriptions: [{ ...track, action: 'sendIt', overrides: fixed }],
    })
    expect(readFileSync(join(folder, file), 'utf8')).toBe(`${JSON.stringify(wanted, null, 2)}\n`)
    expect({ stdout, exit }).toEqual({ stdout: expect.stringMatching(/^3 findings fixed\.\nAll good\./), exit: 0 })
  })

  it('are made without --unsafe only if they are certain', async ({ expect }) => {
    const file = given('unsafe.json', define({ constants: { host: 'x' } }))
    expect((await check(file, '--fix')).stdout).toMatch(/1 warning in 1 file\. 1 can be fixed with --fix --unsafe\.\n$/)
    expect((await check(file, '--fix', '--unsafe')).stdout).toMatch(/^1 finding fixed\.\nAll good\./)
    expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual(define({ constants: {} }))
  })

  it('move secrets, and skip ignored findings', async ({ expect }) => {
    const file = given('secrets.json', {
      destination: 'customerio',
      settings: { siteId: 's', apiKey: 'hush-hush' },
      subscriptions: [
        {
          action: 'trackEvent',
          trigger: 'type = "track"',
          overrides: { name: { '@case': { operator: 'upper', value: { '@path': '$.event' }, trim: true } } },
        },
      ],
    })
    await check(file, '--fix', '--unsafe')
    const { settings, subscriptions } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    expect(settings.apiKey).toEqual({ $secret: 'CUSTOMERIO_API_KEY' })
    expect(subscriptions[0].overrides.name['@case']).toEqual({ operator: 'upper', value: { '@path': '$.event' } })
  })

  it('do not change definitions that are not arguments', async ({ expect }) => {
    given('definition.json', define({ constants: { host: 'x' } }))
    const file = given('mappings.json', { destination: './definition.json' })
    expect((await check(file, '--fix', '--unsafe')).stdout).toMatch(/1 warning in 1 file\.\n$/)
  })
})

describe('exit codes', () => {
  const warns = given('warns.json', define({ constants: { host: 'x' } }))
  const fails = given('fails.json', define({ subscriptions: [{ ...track, action: 'sent' }] }))
  const ignores = given('ignores.json', define({ constants: { host: 'x' }, rules: { CM802: 'off' } }))
  const twice = (second: object) => define({ subscriptions: [track, { ...track, ...second }] })
  const overlaps = given('overlaps.json', twice({}))
  const silent = given('silent.json', twice({ $ignore: ['CM801'] }))
  const used = given('used.json', { destination: './warns.json', rules: { CM802: 'off' } })
  const unknown = given('unknown.json', { destination: './used-by.json', rules: { CM999: 'off' } })
  const level = given('level.json', { destination: './used-by.json', rules: { CM801: 'of' } })
  given('used-by.json', define({}))
  const events = given(
    'events.ndjson',
    '{"type":"track","event":"A","messageId":"m","userId":"u","properties":{"total":"12x"}}\n',
  )
  const total = { fields: { total: { type: 'number', default: { '@path': '$.properties.total' } } } }
  const totals = given('totals.json', define({ actions: { send: total } }))

  const other = { fields: { id: { type: 'string', default: { '@path': '$.userID' } } } }
  const bare = given('bare.json', define({ actions: { send: total, refund: total }, subscriptions: [] }))
  const misread = given('misread.json', define({ actions: { send: total, other }, subscriptions: undefined }))

  const cases: [exit: number, args: string[], stdout: RegExp][] = [
    [0, [bare], /^All good\. 2 actions, 1 destination in 1 file\./],
    [1, [misread], /CM301[\s\S]*1 error in 1 file/],
    [0, [warns], /CM802[\s\S]*1 warning in 1 file/],
    [1, [warns, '--fail-level', 'warning'], /1 warning/],
    [0, [warns, '--rule', 'CM802=off'], /All good\. 1 subscription, 1 action, 1 destination in 1 file\./],
    [1, [warns, '--rule', 'CM802=error'], /error\[CM802\]/],
    [1, [fails], /CM401[\s\S]*1 error in 1 file\. 1 can be fixed with --fix\./],
    [0, [fails, '--fail-level', 'none'], /CM401/],
    [1, [fails, '--rule', 'CM401=off'], /CM401/],
    [0, [ignores], /All good/],
    [0, [overlaps], /CM801[\s\S]*first is here/],
    [0, [silent], /All good/],
    [0, [used], /All good/],
    [0, [unknown], /warning\[CM804\][\s\S]*CM999[\s\S]*1 warning/],
    [1, [level], /error\[CM101\]: "of" is not a level of a code[\s\S]*did you mean `off`/],
    [1, [fails, warns, used], /1 error, 1 warning in 3 files/],
    [1, [fails, warns, '--max', '1'], /CM401[\s\S]*… and 1 finding more: --max 2\n/],
    [0, [totals], /All good/],
    [0, [totals, '--events', events], /CM302[\s\S]*1 of 1 sample event\n/],
  ]
  it.for(cases)('%d: check %j', async ([exit, args, stdout], { expect }) => {
    expect(await check(...args)).toMatchObject({ exit, stdout: expect.stringMatching(stdout) })
  })

  const refused: [args: string[], stderr: RegExp][] = [
    [[warns, '--rule', 'CM802'], /--rule takes a code and a level/],
    [[warns, '--rule', 'CM8O2=off'], /callmap has no code `CM8O2`\n.*did you mean `CM802`/],
    [[warns, '--rule', 'CM802=of'], /"of" is not a level of a code\n.*did you mean `off`/],
    [['nowhere.json'], /there is no file `nowhere\.json`/],
  ]
  it.for(refused)('2: check %j', async ([args, stderr], { expect }) => {
    expect(await check(...args)).toEqual({ exit: 2, stdout: '', stderr: expect.stringMatching(stderr) })
  })
})

it('never shows a secret, in any format', async ({ expect }) => {
  const secret = 'hush-hush-0123456789'
  const file = given('secret.json', {
    destination: 'customerio',
    settings: { siteId: 's', apiKey: secret, regoin: secret },
  })
  const live = ['sk', 'live', 'hush'.repeat(5)].join('_')
  const noted = given('noted.json', {
    destination: 'slack',
    subscriptions: [{ action: 'postToChannel', trigger: 'type = "track"', overrides: { text: live } }],
  })
  const bearer = given('bearer.json', define({ request: { auth: { bearer: secret }, urll: 1 } }))
  for (const format of ['pretty', 'concise', 'json', 'github', 'sarif', 'junit']) {
    const { stdout } = await check(file, bearer, noted, '--format', format)
    expect(stdout).toContain('CM704')
    expect(stdout).not.toContain('hush')
  }
})

it('bundled destinations and their examples have no findings', async ({ expect }) => {
  const files = ['destinations/*/destination.json', 'destinations/*/example.json']
  const { stdout } = await callmap(['check', ...files, '--fail-level', 'warning'])
  expect(stdout).toMatch(/^All good\./)
})

it('checks the text of an editor like the file', async ({ expect }) => {
  const stdin = JSON.stringify(define({ subscriptions: [{ action: 'sned', trigger: 'type = "track"' }] }))
  const args = ['check', '-', '--stdin-filename', 'unsaved.json']
  const { stdout, exit } = await callmap([...args, '--format', 'concise'], { cwd: folder, stdin })
  expect({ stdout, exit }).toEqual({ exit: 1, stdout: expect.stringMatching(/^unsaved\.json:1:\d+/) })
  const refused = await callmap([...args, '--fix'], { cwd: folder, stdin })
  expect(refused).toMatchObject({ exit: 2, stdout: '' })
})
