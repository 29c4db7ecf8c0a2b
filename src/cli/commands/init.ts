import { join } from 'node:path'
import { defaultsText, exampleSettings, minimalTests, suggestAll } from '../../authoring/index.ts'
import type { Definition } from '../../destination/index.ts'
import { type Destination, lenientProgram } from '../../engine/index.ts'
import { canAsk, interview } from '../../node/index.ts'
import { alignColumns, describeDraft, describeTests, describeUnfinished, shellWord } from '../../render/index.ts'
import type { TestJson } from '../../suite/index.ts'
import type { JsonObject } from '../../value/index.ts'
import { definitionSource, isPath, loadSource, readDefinition, readMappingsSource } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { readHeld } from '../stream/readHeld.ts'

interface InitFlags extends GlobalFlags {
  readonly fromEvent?: string
  readonly out?: string
  readonly force?: boolean
  /** False with `--no-input`. */
  readonly input?: boolean
}

export async function run(_: readonly string[], flags: InitFlags, session: Session): Promise<Exit> {
  const { name, fromEvent, out } = await findAnswers(flags, session)
  const source = isPath(name) ? readMappingsSource(session, name) : definitionSource(readDefinition(session, name))
  const definition = source.definition.value as unknown as Definition
  const shared = lenientProgram(definition)
  // Reports mistakes with their places, which the program does not know.
  loadSource(source, { program: () => shared })
  const { events, result } = await readHeld(fromEvent, flags, session)
  if (result !== exit.fine) {
    throw new ExitError(result, { message: `\`${fromEvent}\` has calls that init cannot use, so nothing is written` })
  }
  const file = join(out, `${source.slug}.json`)
  const testFile = join(out, `${source.slug}.test.json`)
  if (!flags.force) {
    for (const taken of [file, testFile].filter(path => session.files.stat(path))) {
      throw new ExitError(exit.usage, {
        message: `the file \`${taken}\` already exists`,
        help: 'overwrite it with --force',
      })
    }
  }
  const { subscriptions, unsuited } = suggestAll(events, definition, shared)
  if (subscriptions.length === 0) {
    const help = `its actions are ${Object.keys(definition.actions).join(', ')}`
    throw new ExitError(exit.usage, { message: `${definition.name} has no action for these events`, help })
  }
  const settings = exampleSettings(definition, shared, subscriptions, events)
  const named = isPath(name) ? session.files.relative(out, name) : source.slug
  const path = isPath(name) && !named.includes('/') ? `./${named}` : named
  session.files.write(
    file,
    json({ $schema: schemaPath(session, out, 'mappings'), destination: path, settings, subscriptions }),
  )
  const made = loadSource(readMappingsSource(session, file), { program: () => shared }).destination
  const tests = minimalTests(events, made).map(test => openTest(test, made))
  session.files.write(testFile, json({ $schema: schemaPath(session, out, 'test'), tests }))
  const editor = writeEditorSettings(session, out)
  const created = [
    [file, describeDraft(subscriptions, Object.keys(settings))],
    [testFile, describeTests(tests)],
    ...(editor === undefined ? [] : [[editor, `completion for ${out}/*.json`]]),
  ]
  for (const line of alignColumns(created)) await session.print(`created  ${line}\n`)
  await session.print(defaultsText(source.definition.value, settings))
  for (const type of unsuited) await session.print(`${type} sends nothing: no action is for these events\n`)
  await session.print(describeUnfinished(events, made))
  await session.print(`next: callmap preview ${shellWord(fromEvent)} -m ${shellWord(file)}\n`)
  return exit.fine
}

/** Everything that `init` needs. */
interface Answers {
  readonly name: string
  readonly fromEvent: string
  readonly out: string
}

/** Reads the flags, and asks for missing ones in a terminal. */
async function findAnswers({ destination = [], fromEvent, out, input }: InitFlags, session: Session): Promise<Answers> {
  const slugs = session.catalogue.slugs()
  const [name, ...others] = destination
  const line = 'callmap init -d customerio --from-event event.json'
  const help = `${line}; \`callmap destinations\` lists destinations, and a path is one too`
  if (others.length > 0) throw new ExitError(exit.usage, { message: 'init needs one destination', help })
  if (name !== undefined && fromEvent !== undefined) return { name, fromEvent, out: out ?? 'mappings' }
  const refuseFile = (file: string) =>
    session.files.stat(file) === 'file' ? undefined : `there is no file \`${file}\``
  const refuseDestination = (name: string) => {
    if (isPath(name)) return refuseFile(name)
    return slugs.includes(name) ? undefined : `callmap has no destination \`${name}\``
  }
  if (input !== false && canAsk(session)) {
    return interview(session, async ask => ({
      name:
        name ??
        (await ask({
          text: `destination: there are ${slugs.join(', ')}, and paths of definitions\nwhich one`,
          refuse: refuseDestination,
        })),
      fromEvent: fromEvent ?? (await ask({ text: 'file of events to start from', refuse: refuseFile })),
      out: out ?? (await ask({ text: 'folder to write to', preset: 'mappings' })),
    }))
  }
  if (name === undefined) throw new ExitError(exit.usage, { message: 'init needs one destination', help })
  throw new ExitError(exit.usage, { message: 'init needs --from-event', help: line })
}

/** Marks tests of events that still fail as `todo`, because their output is not right yet. */
function openTest(test: TestJson, destination: Destination): TestJson {
  const { expect, ...open } = test
  if (expect?.errors === undefined) return test
  const messages = destination.map(test.event).failures.map(({ message }) => message)
  return { ...open, todo: ['fails so far', ...new Set(messages)].join(': ') }
}

/** Sets up completion in VS Code and returns the new file. Existing settings stay unchanged. */
function writeEditorSettings({ files }: Session, folder: string): string | undefined {
  const file = '.vscode/settings.json'
  if (files.stat(file)) return undefined
  const schema = (name: string, pattern: string) => ({
    fileMatch: [`/${folder}/**/${pattern}`],
    url: `./node_modules/callmap/schema/${name}.json`,
  })
  files.write(file, json({ 'json.schemas': [schema('test', '*.test.json'), schema('mappings', '!(*.test).json')] }))
  return file
}

function schemaPath({ files }: Session, folder: string, name: string): string {
  return join(files.relative(folder, '.'), 'node_modules/callmap/schema', `${name}.json`)
}

function json(value: unknown): string {
  return `${JSON.stringify(value as JsonObject, null, 2)}\n`
}
