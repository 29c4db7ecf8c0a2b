import { execFile, execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { callmap } from './callmap.ts'

const cwd = mkdtempSync(join(tmpdir(), 'callmap-'))
afterAll(() => rmSync(cwd, { recursive: true }))

const signup = {
  type: 'identify',
  messageId: 'm-1',
  userId: 'u-1',
  timestamp: '2026-03-01T10:00:00.000Z',
  traits: { email: 'ann@example.com', plan: 'pro' },
}

const api = {
  slug: 'my-api',
  name: 'My API',
  settings: { key: { type: 'secret', required: true } },
  actions: {
    savePerson: {
      fields: {
        id: { type: 'string', required: true, default: { '@path': '$.userId' } },
        eMail: { type: 'string' },
        tariff: { label: 'Plan', type: 'string' },
        shoeSize: { type: 'number' },
      },
    },
  },
}

describe('init', () => {
  it('notes that the new mappings file sends nothing yet', async () => {
    const demands = {
      ...api,
      slug: 'demands',
      actions: {
        save: {
          fields: { url: { type: 'string', required: true } },
          requests: [{ url: { '@path': '$.payload.url' } }],
        },
      },
    }
    const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
    writeFileSync(join(folder, 'event.json'), JSON.stringify(signup))
    writeFileSync(join(folder, 'demands.json'), JSON.stringify(demands))
    const args = ['init', '-d', './demands.json', '--from-event', 'event.json']
    const { stdout } = await callmap(args, { cwd: folder })
    expect(stdout).toContain('\nidentify sends nothing yet: required field `url` is absent\n')
    const { tests } = JSON.parse(readFileSync(join(folder, 'mappings/demands.test.json'), 'utf8'))
    expect(tests).toMatchObject([{ todo: 'fails so far: required field `url` is absent' }])
    const checked = await callmap(['check'], { cwd: folder })
    expect(checked).toMatchObject({ exit: 0, stdout: expect.stringContaining('still to do: fill in the address') })
  })

  it('uses the default subscription for the event', async () => {
    const order = { type: 'track', event: 'Order Completed', messageId: 'm', userId: 'u', properties: { total: 5 } }
    const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
    writeFileSync(join(folder, 'event.json'), JSON.stringify(order))
    const { stdout } = await callmap(['init', '-d', 'braze', '--from-event', 'event.json'], { cwd: folder })
    expect(stdout).toMatch(/ 1 subscription; .*settings are examples/)
    const { subscriptions } = JSON.parse(readFileSync(join(folder, 'mappings/braze.json'), 'utf8'))
    expect(subscriptions).toMatchObject([{ action: 'ecommerce', overrides: { name: 'ecommerce.order_placed' } }])
  })

  it('lists the settings with default values, and their effects', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
    writeFileSync(join(folder, 'event.json'), JSON.stringify(signup))
    const { stdout } = await callmap(['init', '-d', 'mixpanel', '--from-event', 'event.json'], { cwd: folder })
    expect(stdout).toMatch(
      /^default {2}identityMode is simplified: .*Project Settings.*an alias sends nothing.*`original`/m,
    )
    expect(stdout).toMatch(/^default {2}tieOnIdentify is false: .*Mixpanel bills events/m)
    expect(stdout).not.toMatch(/^default {2}projectToken/m)
  })

  it('writes a mappings file whose test passes, and marks its guesses', async () => {
    writeFileSync(join(cwd, 'event.json'), JSON.stringify(signup))
    writeFileSync(join(cwd, 'my-api.json'), JSON.stringify(api))
    const { stdout, stderr, exit } = await callmap(['init', '-d', './my-api.json', '--from-event', 'event.json'], {
      cwd,
    })
    expect({ stdout, stderr, exit }).toEqual({
      stdout: [
        'created  mappings/my-api.json        1 subscription; check 2 fields marked "$todo"; settings are examples: key',
        'created  mappings/my-api.test.json   1 test',
        'created  .vscode/settings.json       completion for mappings/*.json',
        'next: callmap preview event.json -m mappings/my-api.json\n',
      ].join('\n'),
      stderr: '',
      exit: 0,
    })
    expect(JSON.parse(readFileSync(join(cwd, 'mappings/my-api.json'), 'utf8'))).toEqual({
      $schema: '../node_modules/callmap/schema/mappings.json',
      destination: '../my-api.json',
      settings: { key: { $secret: 'MY_API_KEY' } },
      subscriptions: [
        {
          name: 'identify',
          action: 'savePerson',
          trigger: 'type = "identify"',
          overrides: {
            eMail: { '@path': '$.traits.email', $todo: 'guessed from the name' },
            tariff: { '@path': '$.traits.plan', $todo: 'guessed from the name' },
          },
        },
      ],
    })
    expect((await callmap(['test'], { cwd })).exit).toBe(0)
    const checked = await callmap(['check'], { cwd })
    expect(checked.stdout.match(/\[CM803\]/g)).toHaveLength(2)
    const again = await callmap(['init', '-d', './my-api.json', '--from-event', 'event.json'], { cwd })
    expect(again).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('the file `mappings/my-api.json` already exists'),
    })
  })

  it('writes files that preview and test find in an empty folder', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'callmap-'))
    try {
      copyFileSync(new URL('../../fixtures/events/order.json', import.meta.url), join(empty, 'event.json'))
      const made = await callmap(['init', '--destination', 'customerio', '--from-event', 'event.json'], { cwd: empty })
      expect(made).toMatchObject({ stderr: '', exit: 0 })
      const previewed = await callmap(['preview', 'event.json'], { cwd: empty })
      expect(previewed).toMatchObject({ stderr: '', exit: 0 })
      expect(previewed.stdout).toMatch(/^✔ order-completed → trackEvent .* 1 request$/m)
      expect(previewed.stdout).toMatch(/^ +"total": "129\.50",$/m)
      expect(previewed.stdout).not.toContain('✖')
      const tested = await callmap(['test'], { cwd: empty })
      expect(tested).toMatchObject({ stderr: '', exit: 0, stdout: expect.stringContaining('\n1 test: 1 passed ') })
    } finally {
      rmSync(empty, { recursive: true })
    }
  })

  it.each(['customerio', 'mixpanel'])('%s: the new file compiles and its test passes', async slug => {
    const events = new URL('../../fixtures/events/six-calls.json', import.meta.url).pathname
    const made = await callmap(['init', '-d', slug, '--from-event', events, '--out', slug], { cwd })
    expect(made).toMatchObject({ stderr: '', exit: 0 })
    const tested = await callmap(['test', `${slug}/${slug}.test.json`], { cwd })
    expect(tested).toMatchObject({ exit: 0, stdout: expect.stringContaining(' passed') })
    const { tests } = JSON.parse(readFileSync(join(cwd, slug, `${slug}.test.json`), 'utf8'))
    for (const test of tests) expect(test).not.toHaveProperty('expect.errors')
  })
})

describe('types', () => {
  it('writes a file that --check accepts', async () => {
    const mappings = new URL('../../fixtures/mappings/own-api.json', import.meta.url).pathname
    const line = ['types', '-m', mappings, '-o', 'gen/a.ts', '--json-schema', 'gen/schema.json']
    expect(await callmap(line, { cwd })).toMatchObject({ exit: 0 })
    expect(await callmap([...line, '--check'], { cwd })).toMatchObject({ exit: 0, stderr: '' })
    writeFileSync(join(cwd, 'gen/a.ts'), '')
    expect(await callmap([...line, '--check'], { cwd })).toMatchObject({
      exit: 1,
      stderr: 'gen/a.ts is not up to date\n',
    })
  })
})

describe('import segment', () => {
  const fixture = (name: string) => new URL(`../../fixtures/${name}`, import.meta.url).pathname

  it('writes the importable actions, and shows where triggers differ', async () => {
    const args = ['-d', fixture('definitions/own-api.json'), '--out', 'imported/own.json']
    const { stdout, exit } = await callmap(['import', 'segment', fixture('saved-actions.json'), ...args], { cwd })
    expect(exit).toBe(1)
    expect(stdout.replaceAll(fixture(''), '')).toBe(`saved-actions.json/subscriptions/5
  not imported: it has no \`subscribe\`, so it matches no event

Orders and refunds   type = "track" and event = "Order Completed" or event = "Order Refunded"
  the published evaluator fires, callmap does not fire, for
    {"type":"track"}
  there, the last \`and\` or \`or\` of a list decides all of it

Not tests   type = "identify" and !(userId = "test")
  the published evaluator does not fire, callmap fires, for
    {"type":"identify"}
  there, \`!\` and \`not\` before anything but \`contains\` and \`match\` are ignored

Unquoted   type = track
  not imported: \`track\` is not quoted: write \`"track"\`

Elsewhere   type = "track"
  not imported: Own API has no action \`sendMail\`

created  imported/own.json   3 subscriptions, 1 as before
`)
    const written = JSON.parse(readFileSync(join(cwd, 'imported/own.json'), 'utf8'))
    expect(
      written.subscriptions.map(({ name, action, enabled }: Record<string, unknown>) => [name, action, enabled]),
    ).toEqual([
      ['Signups', 'trackEvent', undefined],
      ['Orders and refunds', 'trackEvent', undefined],
      ['Not tests', 'updatePerson', false],
    ])
    expect(await callmap(['preview', fixture('events/order.json'), '-m', 'imported/own.json'], { cwd })).toMatchObject({
      exit: 0,
    })
  })

  it('shows where mappings differ, with an event for each', async () => {
    const line = ['import', 'segment', fixture('saved-mappings.json'), '-d', fixture('definitions/own-api.json')]
    const { stdout, stderr, exit } = await callmap([...line, '--out', 'mapped.json'], { cwd })
    await expect(
      `$ callmap import segment saved-mappings.json\n${stdout}${stderr}\n--- exit ${exit}\n`,
    ).toMatchFileSnapshot('golden/import-mappings.golden.txt')
    const { stdout: json } = await callmap([...line, '--out', 'mapped.json', '--force', '--json'], { cwd })
    const { actions } = JSON.parse(json)
    expect(actions[0]).toMatchObject({ name: 'Signups', mappingDifferences: [] })
    expect(actions[1].mappingDifferences).toContainEqual({
      at: '/data/coupons',
      event: { type: 'track', event: 'Order Completed' },
      here: { value: 0 },
      there: {},
      notes: ['`0` as a constant counts as absent'],
    })
    expect(actions[2].mappingDifferences).toMatchObject([{ at: '/name', there: { failure: expect.any(String) } }])
    expect(actions[5]).not.toHaveProperty('mappingDifferences')
  })

  it('refuses a file that is nested too deep', async () => {
    writeFileSync(join(cwd, 'deep.json'), `${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(await callmap(['import', 'segment', 'deep.json', '-d', 'customerio'], { cwd })).toMatchObject({
      stderr: 'error: `deep.json` is nested deeper than 1000 levels\n',
      exit: 4,
    })
  })

  it('writes a definition from actions that are saved with their fields', async () => {
    const fields = {
      email: {
        label: 'Email',
        type: 'string',
        format: 'email',
        required: true,
        dynamic: true,
        default: { '@path': '$.traits.email' },
      },
      key: { label: 'Key', type: 'password' },
      address: { type: 'object', properties: { city: { label: 'City', type: 'string', placeholder: 'Bonn' } } },
    }
    const saved = [
      {
        partnerAction: 'save',
        subscribe: 'type = "identify"',
        mapping: { email: { '@path': '$.traits.email' } },
        fields,
      },
    ]
    writeFileSync(join(cwd, 'Saved Actions.json'), JSON.stringify(saved))
    expect(await callmap(['import', 'segment', 'Saved Actions.json'], { cwd })).toMatchObject({
      stdout:
        'created  mappings/saved-actions.json   1 subscription: no event was found that gives a different result\n',
      stderr: '',
      exit: 0,
    })
    const { actions } = JSON.parse(readFileSync(join(cwd, 'mappings/saved-actions.json'), 'utf8'))
    expect(actions.save.fields).toEqual({
      email: {
        type: 'string',
        label: 'Email',
        format: 'email',
        required: true,
        default: { '@path': '$.traits.email' },
      },
      key: { type: 'secret', label: 'Key' },
      address: { type: 'object', properties: { city: { type: 'string', label: 'City' } } },
    })
    const mapped = await callmap(['map', '-', '-m', 'mappings/saved-actions.json', '--emit', 'payloads', '-q'], {
      cwd,
      stdin: JSON.stringify(signup),
    })
    expect(mapped).toMatchObject({ exit: 0, stdout: expect.stringContaining('ann@example.com') })
  })
})

/** True if a shell is installed. */
function has(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe('completion', () => {
  it.skipIf(!has('bash')).each([
    ['pre', 1, ['callmap', 'pre'], ['preview']],
    ['a flag', 2, ['callmap', 'map', '--emi'], ['--emit']],
    ['a value', 3, ['callmap', 'map', '--emit', 'pay'], ['payloads']],
    ['a destination', 3, ['callmap', 'map', '-d', 'cust'], ['customerio']],
    [
      'a code',
      2,
      ['callmap', 'help', 'CM90'],
      ['CM901', 'CM902', 'CM903', 'CM904', 'CM905', 'CM906', 'CM907', 'CM908', 'CM909'],
    ],
    ['a shell', 2, ['callmap', 'completion', 'z'], ['zsh']],
    ['a file', 2, ['callmap', 'check', 'packag'], ['package.json', 'package-lock.json']],
  ])('bash completes %s', async (_, at, words, expected) => {
    const { stdout } = await callmap(['completion', 'bash'])
    const script = `${stdout}\nCOMP_WORDS=(${words.join(' ')}); COMP_CWORD=${at}; _callmap; printf '%s\\n' "\${COMPREPLY[@]}"`
    const completed = await promisify(execFile)('bash', ['-c', script])
    expect(completed.stdout.trim().split('\n').sort()).toEqual(expected.toSorted())
  })

  it.skipIf(!has('zsh'))('zsh accepts its script', async () => {
    writeFileSync(join(cwd, '_callmap'), (await callmap(['completion', 'zsh'])).stdout)
    await promisify(execFile)('zsh', ['-n', join(cwd, '_callmap')])
  })

  it('fish gets every command and its flags', async () => {
    const { stdout } = await callmap(['completion', 'fish'])
    expect(stdout).toContain(
      "complete -c callmap -n '__fish_seen_subcommand_from map' -l emit -x -a 'envelopes payloads",
    )
    expect(stdout).toContain('complete -c callmap -n __fish_use_subcommand -a explain ')
  })

  it.skipIf(!has('fish')).each([
    ['a value', 'callmap map --emit pay', 'payloads'],
    ['a name of a code', 'callmap help unknown-ev', 'unknown-event-path'],
  ])('fish completes %s', async (_, line, expected) => {
    const { stdout } = await callmap(['completion', 'fish'])
    const completed = await promisify(execFile)('fish', ['-c', `${stdout}\ncomplete -C '${line}'`])
    expect(completed.stdout.split(/[\t\n]/)).toContain(expected)
  })

  it('PowerShell gets every command, its flags and their values', async () => {
    const { stdout } = await callmap(['completion', 'powershell'])
    expect(stdout).toMatch(/^Register-ArgumentCompleter -Native -CommandName callmap /)
    expect(stdout).toMatch(
      /^ {4}'map' = @\{ flags = @\(.*'--emit'.*\); values = @\{ .*'--emit' = @\('envelopes', 'payloads'/m,
    )
    expect(stdout).toContain("\n    'explain' = @{ flags = @(")
  })

  it.skipIf(!has('pwsh'))('PowerShell completes a value', async () => {
    const { stdout } = await callmap(['completion', 'powershell'])
    const line = 'callmap map --emit pay'
    const script = `${stdout}\n(TabExpansion2 '${line}' ${line.length}).CompletionMatches.CompletionText`
    const completed = await promisify(execFile)('pwsh', ['-NoProfile', '-Command', script])
    expect(completed.stdout.trim()).toBe('payloads')
  })
})
