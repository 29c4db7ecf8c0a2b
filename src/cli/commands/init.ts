import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import groupBy from 'lodash-es/groupBy.js'
import sum from 'lodash-es/sum.js'
import {
  countTodos,
  defaultsText,
  exampleSettings,
  minimalTests,
  type SuggestedSubscription,
  suggestAll,
} from '../../authoring/index.ts'
import type { Definition } from '../../destination/index.ts'
import type { Destination } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import type { Terminal } from '../../node/index.ts'
import { bundledFile, bundledSlugs, canAsk, interview } from '../../node/index.ts'
import { shellWord } from '../../render/index.ts'
import type { TestJson } from '../../suite/index.ts'
import { counted } from '../../text/index.ts'
import type { JsonObject } from '../../value/index.ts'
import { isTooDeep } from '../../value/index.ts'
import { type Exit, exit, loadUse, readUse, Stop, writeText } from '../../workspace/index.ts'
import type { Command, GlobalFlags } from '../command.ts'
import { exitOf, normalizeOptions, readCalls, refusalText, tooDeep } from '../stream/readCalls.ts'

interface InitFlags extends GlobalFlags {
  readonly fromEvent?: string
  readonly out?: string
  readonly force?: boolean
  /** `false` with `--no-input`. */
  readonly input?: boolean
}

export const init: Command<InitFlags> = {
  name: 'init',
  takes: '',
  summary: 'start a mappings file, with a test, from real events',
  flags: [
    { flag: '--from-event <file>', description: 'example events; - is stdin' },
    { flag: '--out <folder>', description: 'output folder (default: mappings)' },
    { flag: '--force', description: 'overwrite existing files' },
    { flag: '--no-input', description: 'never ask; the default without a terminal' },
  ],
  examples: [
    ['callmap init', 'asks for what it needs'],
    ['callmap init -d customerio --from-event event.json', 'mappings/customerio.json and its test'],
    ['callmap init -d ./my-api.json --from-event events.ndjson', 'for a definition of your own'],
  ],
  run,
}

async function run(_: readonly string[], flags: InitFlags, terminal: Terminal): Promise<Exit> {
  const { name, fromEvent, out } = await answersOf(flags)
  const isPath = isPathOfDefinition(name)
  const use = readUse(isPath ? name : bundledFile(name))
  const definition = use.definition.value as unknown as Definition
  const { destination } = loadUse(use, {})
  const events = await readEvents(fromEvent, flags, terminal)
  const file = join(out, `${use.slug}.json`)
  const testFile = join(out, `${use.slug}.test.json`)
  if (!flags.force) {
    for (const taken of [file, testFile].filter(existsSync)) {
      throw new Stop(exit.usage, { message: `there is a file \`${taken}\` already`, help: '--force writes over it' })
    }
  }
  const { subscriptions, unsuited } = suggestAll(events, definition, destination)
  if (subscriptions.length === 0) {
    const help = `its actions are ${Object.keys(definition.actions).join(', ')}`
    throw new Stop(exit.usage, { message: `${definition.name} has no action that is for such events`, help })
  }
  const settings = exampleSettings(definition, subscriptions, events)
  const named = isPath ? relative(out, name) : use.slug
  const path = isPath && !named.includes('/') ? `./${named}` : named
  writeText(file, json({ $schema: schemaPath(out, 'mappings'), destination: path, settings, subscriptions }))
  const made = loadUse(readUse(file), {}).destination
  const tests = minimalTests(events, made).map(test => openTest(test, made))
  writeText(testFile, json({ $schema: schemaPath(out, 'test'), tests }))
  await terminal.print(report(file, testFile, subscriptions, tests, Object.keys(settings)))
  await terminal.print(writeEditorSettings(out, columnOf(file, testFile)))
  await terminal.print(defaultsText(use.definition.value, settings))
  for (const type of unsuited) await terminal.print(`${type} sends nothing: no action is for such events\n`)
  await terminal.print(unfinished(events, made))
  await terminal.print(`next: callmap preview ${shellWord(fromEvent)} -m ${shellWord(file)}\n`)
  return exit.fine
}

/** All that has to be known to start. */
interface Answers {
  readonly name: string
  readonly fromEvent: string
  readonly out: string
}

/** The flags; what they leave open is asked where somebody is there to answer. */
async function answersOf({ destination = [], fromEvent, out, input }: InitFlags): Promise<Answers> {
  const [name, ...others] = destination
  const line = 'callmap init -d customerio --from-event event.json'
  const known = `there are ${bundledSlugs().join(', ')}, and paths of definitions`
  if (others.length > 0)
    throw new Stop(exit.usage, { message: 'init needs one destination', help: `${line}; ${known}` })
  if (name !== undefined && fromEvent !== undefined) return { name, fromEvent, out: out ?? 'mappings' }
  if (input !== false && canAsk()) {
    return interview(async ask => ({
      name: name ?? (await ask({ text: `destination: ${known}\nwhich one`, refuse: refuseDestination })),
      fromEvent: fromEvent ?? (await ask({ text: 'file of events to start from', refuse: refuseFile })),
      out: out ?? (await ask({ text: 'folder to write to', preset: 'mappings' })),
    }))
  }
  if (name === undefined)
    throw new Stop(exit.usage, { message: 'init needs one destination', help: `${line}; ${known}` })
  throw new Stop(exit.usage, { message: 'init needs --from-event', help: line })
}

function refuseDestination(name: string): string | undefined {
  if (isPathOfDefinition(name)) return refuseFile(name)
  return bundledSlugs().includes(name) ? undefined : `callmap has no destination \`${name}\``
}

function refuseFile(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? undefined : `there is no file \`${file}\``
}

function isPathOfDefinition(name: string): boolean {
  return /[\\/]|\.json$/.test(name)
}

async function readEvents(file: string, flags: InitFlags, terminal: Terminal): Promise<SourceEvent[]> {
  const events: SourceEvent[] = []
  for await (const calls of readCalls([file], normalizeOptions(flags))) {
    for (const read of calls) {
      const call = 'event' in read && isTooDeep(read.event as JsonObject) ? tooDeep(read) : read
      if ('event' in call) events.push(call.event)
      else {
        terminal.error(refusalText(call, terminal.errorStyle))
        throw new Stop(exitOf(call), { message: `\`${file}\` has a call that init cannot use, so nothing is written` })
      }
    }
  }
  if (events.length === 0) throw new Stop(exit.input, { message: `there is no event in \`${file}\`` })
  return events
}

/** A test expects what is right, so nothing is expected yet of an event that still fails. */
function openTest(test: TestJson, destination: Destination): TestJson {
  const { expect, ...open } = test
  if (expect?.errors === undefined) return test
  const messages = destination.map(test.event).failures.map(({ message }) => message)
  return { ...open, todo: ['fails so far', ...new Set(messages)].join(': ') }
}

/** Lists the new subscriptions that fail for some of the events, and why. */
function unfinished(events: readonly SourceEvent[], destination: Destination): string {
  const results = events.map(event => destination.map(event))
  const named = results.flatMap(({ failures }, event) => failures.map(failure => ({ ...failure, event })))
  return Object.entries(groupBy(named, ({ subscription }) => subscription))
    .map(([name, failures]) => {
      const messages = [...new Set(failures.map(({ message }) => message))].join('; ')
      const failed = new Set(failures.map(({ event }) => event)).size
      const sent = results.filter(({ actions }) => actions.some(({ subscription }) => subscription === name)).length
      if (sent === 0) return `${name} sends nothing yet: ${messages}\n`
      return `${name} fails for ${failed} of ${failed + sent} events: ${messages}\n`
    })
    .join('')
}

function report(
  file: string,
  testFile: string,
  subscriptions: readonly SuggestedSubscription[],
  tests: readonly TestJson[],
  settings: readonly string[],
): string {
  const todos = sum(subscriptions.map(({ mapping, overrides }) => countTodos(mapping ?? overrides)))
  const open = tests.filter(({ todo }) => todo !== undefined).length
  const width = columnOf(file, testFile)
  const made = counted(subscriptions.length, 'subscription', 'subscriptions')
  const check = todos > 0 ? `; check ${counted(todos, 'field', 'fields')} marked "$todo"` : ''
  const fill = settings.length > 0 ? `; settings are examples: ${settings.join(', ')}` : ''
  return `created  ${file.padEnd(width)}${made}${check}${fill}\ncreated  ${testFile.padEnd(width)}${counted(tests.length, 'test', 'tests')}${open > 0 ? `, ${open} still to be written` : ''}\n`
}

/** How wide the names of new files are. */
function columnOf(...files: readonly string[]): number {
  return Math.max(...files.map(file => file.length)) + 3
}

/** Completion in the editor that most people have; settings that are there are left alone. */
function writeEditorSettings(folder: string, width: number): string {
  const file = '.vscode/settings.json'
  if (existsSync(file)) return ''
  const schema = (name: string, pattern: string) => ({
    fileMatch: [`/${folder}/**/${pattern}`],
    url: `./node_modules/callmap/schema/${name}.json`,
  })
  writeText(file, json({ 'json.schemas': [schema('test', '*.test.json'), schema('mappings', '!(*.test).json')] }))
  return `created  ${file.padEnd(width)}completion for ${folder}/*.json\n`
}

function schemaPath(folder: string, name: string): string {
  return join(relative(folder, dirname('package.json')), 'node_modules/callmap/schema', `${name}.json`)
}

function json(value: unknown): string {
  return `${JSON.stringify(value as JsonObject, null, 2)}\n`
}
