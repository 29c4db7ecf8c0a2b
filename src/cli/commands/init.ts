import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Definition, Destination, JsonObject, SourceEvent } from '../../index.ts'
import { minimalTests } from '../../suite/index.ts'
import { bundledFile, bundledSlugs } from '../bundled.ts'
import { exitOf, readCalls, refusalText } from '../calls.ts'
import type { Command, GlobalFlags } from '../command.ts'
import { withConfig } from '../config.ts'
import { loadUse } from '../destinations.ts'
import { writeText } from '../files.ts'
import { readUse } from '../mappingsFile.ts'
import { counted } from '../outcomeText.ts'
import { fillSettings } from '../settings.ts'
import { type Exit, exit, Stop } from '../stop.ts'
import { type SuggestedSubscription, suggestSubscription } from '../suggest.ts'
import type { Terminal } from '../terminal.ts'

interface InitFlags extends GlobalFlags {
  readonly fromEvent?: string
  readonly out: string
  readonly force?: boolean
}

export const init: Command<InitFlags> = {
  name: 'init',
  takes: '',
  summary: 'start a mappings file, with a test, from real events',
  flags: [
    { flag: '--from-event <file>', description: 'events to be mapped; - is stdin' },
    { flag: '--out <folder>', description: 'where the files go', preset: 'mappings' },
    { flag: '--force', description: 'write over files that are there' },
  ],
  examples: [
    ['callmap init -d customerio --from-event event.json', 'mappings/customerio.json and its test'],
    ['callmap init -d ./my-api.json --from-event events.ndjson', 'for a definition of your own'],
  ],
  run,
}

async function run(_: readonly string[], given: InitFlags, terminal: Terminal): Promise<Exit> {
  const flags = withConfig(given)
  const [name, ...others] = flags.destination ?? []
  const line = 'callmap init -d customerio --from-event event.json'
  if (name === undefined || others.length > 0) {
    const help = `${line}; there are ${bundledSlugs().join(', ')}, and paths of definitions`
    throw new Stop(exit.usage, { message: 'init needs one destination', help })
  }
  if (flags.fromEvent === undefined) throw new Stop(exit.usage, { message: 'init needs --from-event', help: line })
  const isPath = /[\\/]|\.json$/.test(name)
  const use = readUse(isPath ? name : bundledFile(name))
  const definition = use.definition.value as unknown as Definition
  const { destination } = loadUse(use, {})
  const events = await readEvents(flags.fromEvent, flags, terminal)
  const file = join(flags.out, `${use.slug}.json`)
  const testFile = join(flags.out, `${use.slug}.test.json`)
  if (!flags.force) {
    for (const taken of [file, testFile].filter(existsSync)) {
      throw new Stop(exit.usage, { message: `there is a file \`${taken}\` already`, help: '--force writes over it' })
    }
  }
  const subscriptions = suggestAll(events, definition, destination)
  const { settings } = fillSettings(use.slug, use.definition.value, undefined, undefined)
  const named = isPath ? relative(flags.out, name) : use.slug
  const path = isPath && !named.includes('/') ? `./${named}` : named
  writeText(file, json({ $schema: schemaPath(flags.out, 'mappings'), destination: path, settings, subscriptions }))
  const tests = minimalTests(events, loadUse(readUse(file), {}).destination)
  writeText(testFile, json({ $schema: schemaPath(flags.out, 'test'), tests }))
  await terminal.print(report(file, testFile, subscriptions, tests.length, Object.keys(settings)))
  await terminal.print(writeEditorSettings(flags.out))
  await terminal.print(`next: callmap preview ${flags.fromEvent} -m ${file}\n`)
  return exit.fine
}

async function readEvents(file: string, { now }: InitFlags, terminal: Terminal): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const calls of readCalls([file], now === undefined ? {} : { receivedAt: now })) {
    for (const call of calls) {
      if ('event' in call) events.push(call.event)
      else {
        terminal.error(refusalText(call, terminal.errorStyle))
        throw new Stop(exitOf(call), { message: `\`${file}\` has a call that is no event, so nothing is written` })
      }
    }
  }
  if (events.length === 0) throw new Stop(exit.input, { message: `there is no event in \`${file}\`` })
  return events
}

/** One subscription for each kind of event: the names are told apart by numbers where they have to be. */
function suggestAll(events: readonly SourceEvent[], definition: Definition, destination: Destination) {
  const byTrigger = new Map<string, SuggestedSubscription>()
  const taken = new Set<string>()
  for (const event of events) {
    const made = suggestSubscription(event, definition, destination)
    if (made === undefined || byTrigger.has(made.trigger)) continue
    let name = made.name
    for (let i = 2; taken.has(name); i++) name = `${made.name}-${i}`
    taken.add(name)
    byTrigger.set(made.trigger, { ...made, name })
  }
  return [...byTrigger.values()]
}

function report(
  file: string,
  testFile: string,
  subscriptions: readonly SuggestedSubscription[],
  tests: number,
  settings: readonly string[],
): string {
  const guessed = subscriptions.flatMap(({ overrides = {} }) => Object.keys(overrides))
  const width = Math.max(file.length, testFile.length) + 3
  const made = counted(subscriptions.length, 'subscription', 'subscriptions')
  const check = guessed.length > 0 ? `; check ${counted(guessed.length, 'field', 'fields')} marked "$todo"` : ''
  const fill = settings.length > 0 ? `; settings are examples: ${settings.join(', ')}` : ''
  return `created  ${file.padEnd(width)}${made}${check}${fill}\ncreated  ${testFile.padEnd(width)}${counted(tests, 'test', 'tests')}\n`
}

/** Completion in the editor that most people have; settings that are there are left alone. */
function writeEditorSettings(folder: string): string {
  const file = '.vscode/settings.json'
  if (existsSync(file)) return ''
  const schema = (name: string, pattern: string) => ({
    fileMatch: [`/${folder}/**/${pattern}`],
    url: `./node_modules/callmap/schema/${name}.json`,
  })
  writeText(file, json({ 'json.schemas': [schema('test', '*.test.json'), schema('mappings', '!(*.test).json')] }))
  return `created  ${file}   completion for ${folder}/*.json\n`
}

function schemaPath(folder: string, name: string): string {
  return join(relative(folder, dirname('package.json')), 'node_modules/callmap/schema', `${name}.json`)
}

function json(value: unknown): string {
  return `${JSON.stringify(value as JsonObject, null, 2)}\n`
}
