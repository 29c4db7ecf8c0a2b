import { resolveActions } from '../../analysis/index.ts'
import { printTypes, projectSchema } from '../../authoring/index.ts'
import type { Definition, FieldDefinition, SubscriptionDefinition } from '../../destination/index.ts'
import { alignColumns, visible } from '../../render/index.ts'
import { printCount } from '../../text/index.ts'
import { type LoadedDestination, loadDestinations, readDefinition } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'

interface TypesFlags extends GlobalFlags {
  readonly out?: string
  readonly check?: boolean
  readonly jsonSchema?: string
  readonly list?: string
}

export async function run(_: readonly string[], flags: TypesFlags, session: Session): Promise<Exit> {
  if (flags.list !== undefined) {
    await session.print(listing(flags.list, session, flags.json ?? false))
    return exit.fine
  }
  const loaded = loadDestinations(session, toSelection(flags))
  noteLoaded(loaded, session)
  const files = [
    ...(flags.out === undefined ? [] : [{ file: flags.out, text: printAllTypes(loaded) }]),
    ...(flags.jsonSchema === undefined ? [] : [{ file: flags.jsonSchema, text: printSchema(loaded) }]),
  ]
  if (flags.check) return check(files, session)
  if (files.length === 0) await session.print(printAllTypes(loaded))
  for (const { file, text } of files) {
    session.files.write(file, text)
    session.note(`wrote ${file}   ${summary(loaded)}\n`)
  }
  return exit.fine
}

function check(files: readonly { file: string; text: string }[], session: Session): Exit {
  if (files.length === 0) {
    const help = 'callmap types -o src/actions.gen.ts --check'
    throw new ExitError(exit.usage, { message: '--check needs -o or --json-schema, to know which file', help })
  }
  const stale = files.filter(({ file, text }) => !session.files.holds(file, text))
  for (const { file } of stale) session.error(`${file} is not up to date\n`)
  return stale.length > 0 ? exit.no : exit.fine
}

function pickSubscriptions({ source }: LoadedDestination): { subscriptions?: readonly SubscriptionDefinition[] } {
  const subscriptions = source.mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  return subscriptions === undefined ? {} : { subscriptions }
}

const pickDefinition = ({ source }: LoadedDestination): Definition => source.definition.value as unknown as Definition

function printAllTypes(loaded: readonly LoadedDestination[]): string {
  return printTypes(loaded.map(one => ({ definition: pickDefinition(one), ...pickSubscriptions(one) })))
}

function printSchema(loaded: readonly LoadedDestination[]): string {
  const uses = loaded.map(one => {
    const value = one.source.mappings?.source.value as { destination?: string } | undefined
    const destination = value?.destination ?? one.destination.slug
    return { destination, definition: pickDefinition(one), ...pickSubscriptions(one) }
  })
  return `${JSON.stringify(projectSchema(uses), null, 2)}\n`
}

function summary(loaded: readonly LoadedDestination[]): string {
  const actions = new Set(
    loaded.flatMap(one => Object.keys(pickDefinition(one).actions).map(key => `${one.destination.slug} ${key}`)),
  )
  const subscriptions = loaded.flatMap(({ subscriptions }) => subscriptions)
  return [
    printCount(actions.size, 'action', 'actions'),
    printCount(subscriptions.length, 'subscription', 'subscriptions'),
  ].join(', ')
}

function listing(name: string, session: Session, isJson: boolean): string {
  const { style } = session
  const actions = resolveActions(readDefinition(session, name).value as unknown as Definition)
  if (isJson) return `${JSON.stringify({ v: 1, actions: Object.fromEntries(actions) }, null, 2)}\n`
  const blocks = [...actions].map(([key, { title, fields }]) => {
    const rows = Object.entries(fields).map(([name, field]) =>
      [name, typeName(field), describeNeed(field), field.label ?? ''].map(visible),
    )
    const lines = alignColumns(rows).map(line => `  ${line}`)
    return [`${style.bold(visible(key))}${title ? `   ${style.dim(visible(title))}` : ''}`, ...lines].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

function typeName({ type, multiple }: FieldDefinition): string {
  return multiple ? `${type}[]` : type
}

function describeNeed({ required, default: preset }: FieldDefinition): string {
  if (required === true) return preset === undefined ? 'required' : 'required, has a default'
  return typeof required === 'object' ? 'sometimes required' : ''
}
