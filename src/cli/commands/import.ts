import { basename, dirname, join } from 'node:path'
import { lint } from '../../analysis/index.ts'
import { fillSettings } from '../../authoring/index.ts'
import type { Definition, SubscriptionDefinition } from '../../destination/index.ts'
import { readStream } from '../../node/index.ts'
import { importNotesText, importText } from '../../render/index.ts'
import {
  createDefinition,
  examine,
  findActionByName,
  importMetadata,
  isAsBefore,
  isComplete,
  readSaved,
  type SavedAction,
  toSlug,
} from '../../segment/index.ts'
import { isTooDeep, type Json, type JsonObject, maxDepth } from '../../value/index.ts'
import { isPath, parseJson, readDefinition } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'

interface ImportFlags extends GlobalFlags {
  readonly out?: string
  readonly force?: boolean
}

export async function run(
  [format = '', file = '']: readonly string[],
  flags: ImportFlags,
  session: Session,
): Promise<Exit> {
  const importFormat = formats.get(format)
  if (importFormat === undefined) {
    const help = `it imports ${[...formats.keys()].join(' and ')}`
    throw new ExitError(exit.usage, { message: `callmap cannot import \`${format}\``, help })
  }
  const text = file === '-' ? await readStream(session.stdin, '-') : session.files.read(file)
  const { value } = parseJson({ file, text }, 'input')
  if (isTooDeep(value)) {
    throw new ExitError(exit.input, { message: `\`${file}\` is nested deeper than ${maxDepth} levels` })
  }
  return importFormat(value, file, flags, session)
}

type Import = (value: Json, file: string, flags: ImportFlags, session: Session) => Promise<Exit>

const formats = new Map<string, Import>([
  ['segment', importSaved],
  ['segment-metadata', importDestination],
])

async function importSaved(value: Json, file: string, flags: ImportFlags, session: Session): Promise<Exit> {
  const { saved, refused } = readSaved(value)
  if (saved.length === 0) {
    const help = 'a saved action has `subscribe`, `partnerAction` and `mapping`'
    throw new ExitError(exit.input, { message: `there is no saved action in \`${file}\``, help })
  }
  const target = findTarget(session, file, saved, flags)
  const findings = saved.map(one => examine(one, target.definition))
  const subscriptions = saved.flatMap((one, i) =>
    findings[i]!.problem === undefined ? [createSubscription(one, target.definition)] : [],
  )
  const { out } = target
  refuseOverwriting(out, flags, session)
  const problems = lint(target.definition, { subscriptions }).filter(({ at }) => at.startsWith('/subscriptions/'))
  session.files.write(out, `${JSON.stringify(target.write(subscriptions), null, 2)}\n`)
  if (flags.json) {
    await session.print(`${JSON.stringify({ v: 1, out, refused, actions: findings, problems }, null, 2)}\n`)
  } else {
    const rejected = refused.map(({ at, message }) => ({ name: `${file}${at}`, trigger: '', problem: message }))
    await session.print(importText(out, subscriptions.length, [...rejected, ...findings], problems, session.style))
  }
  return refused.length === 0 && findings.every(isAsBefore) && problems.every(({ severity }) => severity !== 'error')
    ? exit.fine
    : exit.no
}

async function importDestination(value: Json, file: string, flags: ImportFlags, session: Session): Promise<Exit> {
  if (flags.destination)
    throw new ExitError(exit.usage, { message: 'metadata is imported as a destination of its own' })
  const made = importMetadata(value)
  if ('mistake' in made) {
    throw new ExitError(exit.input, { message: `\`${file}\`: ${made.mistake}`, ...(made.help && { help: made.help }) })
  }
  const { definition, notes, findings, problems } = made
  const { slug, actions, subscriptions = [] } = definition
  const out = flags.out ?? join('mappings', `${slug}.json`)
  refuseOverwriting(out, flags, session)
  session.files.write(out, `${JSON.stringify(definition, null, 2)}\n`)
  if (flags.json) {
    await session.print(`${JSON.stringify({ v: 1, out, notes, actions: findings, problems }, null, 2)}\n`)
  } else {
    session.note(importNotesText(notes, Object.keys(actions as JsonObject).length, session.errorStyle))
    await session.print(importText(out, (subscriptions as Json[]).length, findings, problems, session.style))
  }
  return isComplete(made) ? exit.fine : exit.no
}

function refuseOverwriting(out: string, { force }: ImportFlags, { files }: Session): void {
  if (force || !files.stat(out)) return
  const message = `the file \`${out}\` already exists`
  throw new ExitError(exit.usage, { message, help: 'overwrite it with --force' })
}

interface Target {
  readonly definition: Definition
  readonly out: string
  readonly write: (subscriptions: readonly SubscriptionDefinition[]) => unknown
}

/** Decides what to write: mappings for the destination of `-d`, otherwise a definition with the saved actions. */
function findTarget(
  session: Session,
  file: string,
  saved: readonly SavedAction[],
  { destination, out }: ImportFlags,
): Target {
  const [name, ...others] = destination ?? []
  if (others.length > 0) throw new ExitError(exit.usage, { message: 'saved actions are imported for one destination' })
  if (name === undefined) {
    if (saved.every(({ fields }) => fields === undefined)) {
      const help = 'name their destination: callmap import segment saved.json -d customerio'
      throw new ExitError(exit.usage, { message: 'the saved actions lack their fields', help })
    }
    const slug = toSlug(basename(file, '.json')) || 'saved'
    const definition = createDefinition(slug, saved)
    return {
      definition,
      out: out ?? join('mappings', `${slug}.json`),
      write: subscriptions => ({ ...definition, subscriptions }),
    }
  }
  const source = readDefinition(session, name)
  const definition = source.value as unknown as Definition
  const target = out ?? join('mappings', `${definition.slug}.json`)
  const path = session.files.relative(dirname(target), name)
  const named = isPath(name) ? (path.includes('/') ? path : `./${path}`) : name
  const { settings } = fillSettings(definition.slug, source.value, undefined, undefined)
  return { definition, out: target, write: subscriptions => ({ destination: named, settings, subscriptions }) }
}

function createSubscription({ name, action, trigger, enabled, mapping }: SavedAction, definition: Definition) {
  const key = findActionByName(action, definition)!
  return { name, action: key, trigger, ...(!enabled && { enabled }), mapping }
}
