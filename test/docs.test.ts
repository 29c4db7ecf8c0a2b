import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../src/cli/usage/index.ts'
import { kinds } from '../src/destination/index.ts'
import { type CallType, callSchemas, callTypes } from '../src/event/index.ts'
import { pureFunctions } from '../src/jsonata/index.ts'
import { directives } from '../src/mapping/index.ts'
import { printCount } from '../src/text/index.ts'
import { type CatalogueEntry, listCatalogue } from '../src/workspace/index.ts'
import { expandedDefinition } from './destinations/sent.ts'
import { workspace } from './workspace.ts'

/** A cell of a table: a bar would end it. */
const cell = (text: string) => text.replaceAll('|', '\\|')
const code = (text: string) => `\`${text}\``
/** The anchor of a heading, as GitHub makes it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

/** The actions for a type of call: those for any event, and the number of events by name. */
function chosen(calls: CatalogueEntry['calls'][CallType]): string {
  const any = new Set(calls.filter(({ events }) => events === undefined).map(({ action }) => code(action)))
  const named = new Set(calls.flatMap(({ events = [] }) => events)).size
  const others = named === 0 ? [] : [`${printCount(named, 'event', 'events')} by name`]
  return [...any, ...others].join('<br>')
}

function kindSection([kind, title]: readonly [string, string], entries: readonly CatalogueEntry[]): string {
  const rows = entries
    .filter(entry => entry.kind === kind)
    .map(({ name, calls }) => {
      const cells = callTypes.map(type => chosen(calls[type]))
      return `| [${name}](#${anchor(name)}) | ${cells.join(' | ')} |`
    })
  return `### ${title}\n\n| | ${callTypes.join(' | ')} |\n|---|${callTypes.map(() => '---|').join('')}\n${rows.join('\n')}\n`
}

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

test('docs/destinations.md lists the catalogue (vitest -u writes it)', async () => {
  const entries = listCatalogue(workspace.catalogue)
  const intro = `# Destinations

callmap bundles ${entries.length} destinations, each a folder of data. To find one by its name or what it does:

\`\`\`sh run
callmap destinations --search email
callmap destinations --search refund
\`\`\`

Each word must begin a word of the name, the kind, the description, an action or an event that an action is for.

## By kind

The tables show the actions that the default subscriptions choose for each of the six calls. "5 events by name" are subscriptions for track
calls with certain names, such as \`Order Completed\`. An empty cell needs a subscription of your own.
`
  const used = Object.entries(kinds).filter(([kind]) => entries.some(entry => entry.kind === kind))
  const tables = used.map(kind => kindSection(kind, entries))
  await expect([intro, ...tables, ...entries.map(section)].join('\n')).toMatchFileSnapshot('../docs/destinations.md')
})

test('every destination has a kind', () => {
  expect(listCatalogue(workspace.catalogue).filter(({ kind }) => !Object.hasOwn(kinds, kind))).toEqual([])
})

test('the catalogue shows actions and triggers as the definitions mean them', () => {
  for (const { slug, kind, calls: _, ...entry } of listCatalogue(workspace.catalogue)) {
    const { actions, subscriptions = [] } = expandedDefinition(slug)
    expect(entry.actions.map(({ action, title, description }) => ({ action, title, description }))).toEqual(
      Object.entries(actions).map(([action, { title = action, description = title }]) => ({
        action,
        title,
        description,
      })),
    )
    expect(entry.actions.flatMap(({ triggers }) => Object.values(triggers)).toSorted()).toEqual(
      subscriptions.map(({ trigger }) => trigger).toSorted(),
    )
  }
})

const json = (value: unknown) => (value === undefined ? '*absent*' : code(cell(JSON.stringify(value))))

test('docs/reference/directives.md lists the directives (vitest -u writes it)', async () => {
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

test('docs/reference/functions.md lists the functions that destinations add to JSONata (vitest -u writes it)', async () => {
  const sections = pureFunctions.map(({ name, signature, summary, examples }) => {
    const rows = examples.map(
      ({ expression, input, result, note = '' }) =>
        `| ${code(cell(expression))} | ${input === undefined ? '' : json(input)} | ${json(result)} | ${cell(note)} |`,
    )
    return `## ${code(`$${name}`)}\n\n${summary} Signature ${code(cell(signature))}.\n\n| expression | input | result | |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  const intro = `# Functions for destinations

In a destination, \`@jsonata\` can call these functions besides the functions of the language. All are pure, and work in every runtime.
\`$now\`, \`$millis\`, \`$random\`, \`$shuffle\` and \`$eval\` do not compile, because their results depend on more than the event.
`
  await expect([intro, ...sections].join('\n')).toMatchFileSnapshot('../docs/reference/functions.md')
})

test('docs/cli.md has every command', () => {
  const text = readFileSync(new URL('../docs/cli.md', import.meta.url), 'utf8')
  const named = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name)
  expect(named.toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
})

test('docs/calls.md lists the fields of the six calls (vitest -u writes it)', async () => {
  const row = ([name, schema]: Field) =>
    `| ${code(name)} | ${schema.const ?? schema.format ?? schema.type} | ${cell(schema.description)} |`
  const table = (fields: readonly Field[]) => `| field | type | |\n|---|---|---|\n${fields.map(row).join('\n')}\n`
  const calls = Object.entries(callSchemas)
  const fieldsOf = ({ properties }: { properties: object }) => Object.entries(properties) as Field[]
  const isCommon = ([name]: Field) => name !== 'type' && calls.every(([, schema]) => name in schema.properties)
  const sections = calls.map(([type, schema]) => {
    const { required = [], description } = schema as { required?: readonly string[]; description?: string }
    const needs = [...required.map(code), ...(description === undefined ? [] : [description])].join(', and ')
    const own = fieldsOf(schema).filter(field => !isCommon(field))
    return `## ${type}\n\n${purposes[type]} Needs ${needs}.\n\n${table(own)}`
  })
  const intro = `# Calls

This page lists the fields of the six calls, as \`normalize\` returns them. Unknown keys stay where they are. IDs that are numbers become
strings; \`""\` and \`null\` are absent. Times become ISO 8601 in UTC; [library.md](library.md#the-clock) describes the correction of clocks.

## Every call

`
  const common = table(fieldsOf(calls[0]![1]).filter(isCommon))
  await expect([intro + common, ...sections].join('\n')).toMatchFileSnapshot('../docs/calls.md')
})

type Field = readonly [string, { readonly description: string; readonly [key: string]: string }]

const purposes: Readonly<Record<string, string>> = {
  identify: 'Ties a person to their attributes.',
  group: 'Ties a person to a group and its attributes.',
  track: 'Records an event of a person or group.',
  page: 'Records a page view.',
  screen: 'Records a screen view in an app.',
  alias: 'Merges two IDs of one person.',
}
