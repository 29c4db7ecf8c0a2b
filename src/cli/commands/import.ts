import { basename, join, relative } from 'node:path'
import { lint } from '../../analysis/index.ts'
import { fillSettings } from '../../authoring/index.ts'
import type { Definition, SubscriptionDefinition } from '../../destination/index.ts'
import type { Terminal } from '../../node/index.ts'
import { bundledFile } from '../../node/index.ts'
import { importText } from '../../render/index.ts'
import { actionNamed, definitionOf, examine, isAsBefore, readSaved, type SavedAction } from '../../segment/index.ts'
import { isTooDeep, maxDepth } from '../../value/index.ts'
import { type Exit, exit, type JsonFile, readJson, Stop, statOf, writeText } from '../../workspace/index.ts'
import type { Command, GlobalFlags } from '../command.ts'

interface ImportFlags extends GlobalFlags {
  readonly out?: string
  readonly force?: boolean
}

export const importSaved: Command<ImportFlags> = {
  name: 'import',
  takes: '<format> <file>',
  summary: 'convert saved Segment actions to mappings, and show where results differ',
  flags: [
    { flag: '--out <file>', description: 'the file to write (default: mappings/<destination>.json)' },
    { flag: '--force', description: 'overwrite an existing file' },
  ],
  examples: [
    ['callmap import segment saved.json -d customerio', 'subscriptions for a destination that comes with callmap'],
    ['callmap import segment saved.json --out my-api.json', 'a definition, where fields are saved too'],
  ],
  offers: () => ['segment'],
  run,
}

async function run([format = '', file = '']: readonly string[], flags: ImportFlags, terminal: Terminal): Promise<Exit> {
  if (format !== 'segment') {
    throw new Stop(exit.usage, { message: `callmap cannot import \`${format}\``, help: 'it imports segment' })
  }
  const { value } = readJson(file, undefined, exit.input)
  if (isTooDeep(value)) {
    throw new Stop(exit.input, { message: `\`${file}\` is nested deeper than ${maxDepth} levels` })
  }
  const { saved, refused } = readSaved(value)
  if (saved.length === 0) {
    const help = 'a saved action has `subscribe`, `partnerAction` and `mapping`'
    throw new Stop(exit.input, { message: `there is no saved action in \`${file}\``, help })
  }
  const target = targetOf(file, saved, flags)
  const findings = saved.map(one => examine(one, target.definition))
  const subscriptions = saved.flatMap((one, i) =>
    findings[i]!.problem === undefined ? [subscriptionOf(one, target.definition)] : [],
  )
  const { out } = target
  if (!flags.force && statOf(out)) {
    throw new Stop(exit.usage, { message: `there is a file \`${out}\` already`, help: '--force writes over it' })
  }
  const problems = lint(target.definition, { subscriptions }).filter(({ at }) => at.startsWith('/subscriptions/'))
  writeText(out, `${JSON.stringify(target.write(subscriptions), null, 2)}\n`)
  if (flags.json) {
    await terminal.print(`${JSON.stringify({ v: 1, out, refused, actions: findings, problems }, null, 2)}\n`)
  } else {
    const rejected = refused.map(({ at, message }) => ({ name: `${file}${at}`, trigger: '', problem: message }))
    await terminal.print(importText(out, subscriptions.length, [...rejected, ...findings], problems, terminal.style))
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

/** What is written: a mappings file for a destination that is named, else a definition of the actions. */
function targetOf(file: string, saved: readonly SavedAction[], { destination, out }: ImportFlags): Target {
  const [name, ...others] = destination ?? []
  if (others.length > 0) throw new Stop(exit.usage, { message: 'saved actions are imported for one destination' })
  if (name === undefined) {
    if (saved.every(({ fields }) => fields === undefined)) {
      const help = 'name their destination: callmap import segment saved.json -d customerio'
      throw new Stop(exit.usage, { message: 'the actions are saved without their fields', help })
    }
    const slug =
      basename(file, '.json')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '') || 'saved'
    const definition = definitionOf(slug, saved)
    return {
      definition,
      out: out ?? join('mappings', `${slug}.json`),
      write: subscriptions => ({ ...definition, subscriptions }),
    }
  }
  const isPath = /[\\/]|\.json$/.test(name)
  const source: JsonFile = readJson(isPath ? name : bundledFile(name))
  const definition = source.value as unknown as Definition
  const target = out ?? join('mappings', `${definition.slug}.json`)
  const path = relative(join(target, '..'), name)
  const named = isPath ? (path.includes('/') ? path : `./${path}`) : name
  const { settings } = fillSettings(definition.slug, source.value, undefined, undefined)
  return { definition, out: target, write: subscriptions => ({ destination: named, settings, subscriptions }) }
}

function subscriptionOf({ name, action, trigger, enabled, mapping }: SavedAction, definition: Definition) {
  const key = actionNamed(action, definition)!
  return { name, action: key, trigger, ...(!enabled && { enabled }), mapping }
}
