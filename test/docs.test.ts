import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Action, compile, normalize, type Request } from '../src/api/index.ts'
import { commands } from '../src/cli/commands/index.ts'
import { pureFunctions } from '../src/jsonata/index.ts'
import { directives } from '../src/mapping/index.ts'
import { type CatalogueEntry, catalogue } from '../src/workspace/catalogue.ts'

/** A cell of a table: a bar would end it. */
const cell = (text: string) => text.replaceAll('|', '\\|')
const code = (text: string) => `\`${text}\``

function section({ slug, name, aliases, description, requiredSettings, actions }: CatalogueEntry): string {
  const needs = requiredSettings.length === 0 ? '' : `Needs ${requiredSettings.map(code).join(', ')}. `
  const called = aliases.length === 0 ? '' : `In \`integrations\`, it is also ${aliases.map(code).join(' or ')}. `
  const rows = actions.map(({ action, description: does, triggers }) => {
    const list = Object.values(triggers).map(trigger => code(cell(trigger)))
    return `| ${code(action)} | ${cell(does)} | ${list.join('<br>')} |`
  })
  return `## ${name}

${code(slug)}: ${description} ${needs}${called}[More](../destinations/${slug}/README.md).

| Action | | By default for |
|---|---|---|
${rows.join('\n')}
`
}

test('docs/destinations.md is the catalogue (vitest -u writes it)', async () => {
  const entries = catalogue()
  const intro = `# Destinations

What comes with callmap: ${entries.length} destinations, each a folder of data. An action whose last column is empty does
nothing until a subscription says when.
`
  await expect([intro, ...entries.map(section)].join('\n')).toMatchFileSnapshot('../docs/destinations.md')
})

const json = (value: unknown) => (value === undefined ? '*absent*' : code(cell(JSON.stringify(value))))

test('docs/reference/directives.md is the directives (vitest -u writes it)', async () => {
  const sections = [...directives.values()].map(({ name, summary, examples }) => {
    const rows = examples.map(
      ({ mapping, input, result, note = '' }) =>
        `| ${json(mapping)} | ${json(input)} | ${json(result)} | ${cell(note)} |`,
    )
    return `## ${code(name)}\n\n${summary}\n\n| mapping | input | result | |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  const intro = '# Directives\n\nEvery example is run as a test.\n'
  await expect([intro, ...sections].join('\n')).toMatchFileSnapshot('../docs/reference/directives.md')
})

test('docs/reference/functions.md is what destinations add to JSONata (vitest -u writes it)', async () => {
  const sections = pureFunctions.map(({ name, signature, summary, examples }) => {
    const rows = examples.map(
      ({ expression, input, result, note = '' }) =>
        `| ${code(cell(expression))} | ${input === undefined ? '' : json(input)} | ${json(result)} | ${cell(note)} |`,
    )
    return `## ${code(`$${name}`)}\n\n${summary} Signature ${code(cell(signature))}.\n\n| expression | input | result | |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  const intro = `# Functions for destinations

What \`@jsonata\` in a destination can call besides the functions of the language. All are pure, and work in every runtime.
\`$now\`, \`$millis\`, \`$random\`, \`$shuffle\` and \`$eval\` are not there: what they give depends on more than the event.
`
  await expect([intro, ...sections].join('\n')).toMatchFileSnapshot('../docs/reference/functions.md')
})

test('docs/cli.md has every command', () => {
  const text = readFileSync(new URL('../docs/cli.md', import.meta.url), 'utf8')
  const named = [...text.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, name]) => name)
  expect(named.toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
})

const page = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8')
const blocks = (name: string, language: string) =>
  [...page(name).matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text!)

test('the definition of docs/definitions.md is checked without a finding, and its tests pass', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callmap-'))
  const [definition, tests] = blocks('definitions.md', 'json')
  writeFileSync(join(folder, 'shop.json'), definition!)
  writeFileSync(join(folder, 'shop.test.json'), tests!)
  const callmap = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../dist/cli/main.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
  expect(callmap('check', 'shop.json', '--fail-level', 'warning')).toMatchObject({ status: 0 })
  expect(callmap('test', '-m', 'shop.json')).toMatchObject({ status: 0, stdout: expect.stringContaining('3 passed') })
})

test('the worker of docs/library.md settles each action once', async () => {
  const [definition] = blocks('definitions.md', 'json')
  const code = blocks('library.md', 'js').find(text => text.includes('after: true'))!
  const destination = compile(JSON.parse(definition!), {
    settings: { baseUrl: 'https://shop.example.com', shopKey: 'k-1' },
  })
  const order = (userId: string, properties: object) => ({
    type: 'track',
    event: 'Order Completed',
    userId,
    properties,
  })
  const bodies = [
    { type: 'identify', userId: 'u-1', traits: {} },
    order('u-1', { order_id: 'o-1', total: 5 }),
    {
      batch: [
        order('u-2', { order_id: 'o-2' }),
        order('u-3', { order_id: 'o-3', total: 1, test: true }),
        { type: 'nope' },
      ],
    },
    { type: 'track', event: 'Order Cancelled', userId: 'admin', properties: { order_id: 'o-1' } },
  ]
  const logged: string[] = []
  const settled: string[] = []
  const sent: string[] = []
  const run = new Function(
    'destination',
    'normalize',
    'bodies',
    'receivedAt',
    'log',
    'settle',
    'send',
    `return (async () => {${code}})()`,
  )
  await run(
    destination,
    normalize,
    bodies,
    '2026-03-02T09:14:05.120Z',
    ({ code }: { code: string }) => logged.push(code),
    ({ subscription }: Action, outcome: string) => settled.push(`${subscription} ${outcome}`),
    async ({ method }: Request) => sent.push(method) > 0 && method !== 'POST',
  )
  expect(logged.toSorted()).toEqual(['CM311', 'CM901'])
  expect(sent).toEqual(['PUT', 'POST', 'DELETE'])
  expect(settled).toEqual(['Customers sent', 'Orders failed', 'Cancellations sent'])
})
