import { basename, dirname, join } from 'node:path'
import { lint } from '../../analysis/index.ts'
import { fillSettings } from '../../authoring/index.ts'
import type { Definition, SubscriptionDefinition } from '../../destination/index.ts'
import { importText } from '../../render/index.ts'
import {
  createDefinition,
  examine,
  findActionByName,
  isAsBefore,
  readSaved,
  type SavedAction,
} from '../../segment/index.ts'
import { isTooDeep, maxDepth } from '../../value/index.ts'
import { isPath, readDefinition, readJson } from '../../workspace/index.ts'
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
  if (format !== 'segment') {
    throw new ExitError(exit.usage, { message: `callmap cannot import \`${format}\``, help: 'it imports segment' })
  }
  const { value } = readJson(session.files, file, 'input')
  if (isTooDeep(value)) {
    throw new ExitError(exit.input, { message: `\`${file}\` is nested deeper than ${maxDepth} levels` })
  }
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
  if (!flags.force && session.files.stat(out)) {
    throw new ExitError(exit.usage, {
      message: `the file \`${out}\` already exists`,
      help: 'overwrite it with --force',
    })
  }
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
    const slug =
      basename(file, '.json')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'saved'
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
