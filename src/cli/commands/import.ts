import { basename, join, relative } from 'node:path'
import {
  CompileError,
  compileTrigger,
  type Definition,
  type Diagnostic,
  lint,
  type SubscriptionDefinition,
} from '../../index.ts'
import { bundledFile } from '../bundled.ts'
import type { Command, GlobalFlags } from '../command.ts'
import { withConfig } from '../config.ts'
import { type JsonFile, readJson, statOf, writeText } from '../files.ts'
import { counted } from '../outcomeText.ts'
import { findDifference, type TriggerDifference } from '../segment/differences.ts'
import { actionNamed, definitionOf, readSaved, type SavedAction } from '../segment/saved.ts'
import { fillSettings } from '../settings.ts'
import { type Exit, exit, Stop } from '../stop.ts'
import { type Style, type Terminal, visible } from '../terminal.ts'

interface ImportFlags extends GlobalFlags {
  readonly out?: string
  readonly force?: boolean
}

/** What is to be known of one saved action. */
interface Finding {
  readonly name: string
  readonly trigger: string
  /** What keeps it from being imported. */
  readonly problem?: string
  readonly difference?: TriggerDifference
}

export const importSaved: Command<ImportFlags> = {
  name: 'import',
  takes: '<format> <file>',
  summary: 'saved actions of Segment or Customer.io, and where they are decided differently',
  flags: [
    { flag: '--out <file>', description: 'the file to write (default: mappings/<destination>.json)' },
    { flag: '--force', description: 'write over a file that is there' },
  ],
  examples: [
    ['callmap import segment saved.json -d customerio', 'subscriptions for a destination that comes with callmap'],
    ['callmap import segment saved.json --out my-api.json', 'a definition, where fields are saved too'],
  ],
  run,
}

async function run([format = '', file = '']: readonly string[], given: ImportFlags, terminal: Terminal): Promise<Exit> {
  const flags = withConfig(given)
  if (format !== 'segment') {
    throw new Stop(exit.usage, { message: `callmap cannot import \`${format}\``, help: 'it imports segment' })
  }
  const { saved, refused } = readSaved(readJson(file).value)
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
  const isFine =
    refused.length === 0 && findings.every(({ problem, difference }) => problem === undefined && !difference)
  if (flags.json) {
    await terminal.print(`${JSON.stringify({ v: 1, out, refused, actions: findings, problems }, null, 2)}\n`)
  } else {
    const rejected = refused.map(({ at, message }) => ({ name: `${file}${at}`, trigger: '', problem: message }))
    await terminal.print(reportText(out, subscriptions.length, [...rejected, ...findings], problems, terminal.style))
  }
  return isFine && problems.every(({ severity }) => severity !== 'error') ? exit.fine : exit.no
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

function examine({ name, action, trigger }: SavedAction, definition: Definition): Finding {
  const base = { name, trigger }
  if (actionNamed(action, definition) === undefined) {
    return { ...base, problem: `${definition.name} has no action \`${action}\`` }
  }
  try {
    compileTrigger(trigger)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    const problem = error.diagnostics.map(({ message, help }) => (help ? `${message}: ${help}` : message)).join('; ')
    return { ...base, problem }
  }
  const difference = findDifference(trigger)
  return difference ? { ...base, difference } : base
}

function subscriptionOf({ name, action, trigger, enabled, mapping }: SavedAction, definition: Definition) {
  const key = actionNamed(action, definition)!
  return { name, action: key, trigger, ...(!enabled && { enabled }), mapping }
}

function reportText(
  out: string,
  imported: number,
  findings: readonly Finding[],
  problems: readonly Diagnostic[],
  style: Style,
): string {
  const blocks = findings.flatMap(({ name, trigger, problem, difference }) => {
    const head = `${style.bold(visible(name))}${trigger === '' ? '' : `   ${visible(trigger)}`}`
    if (problem !== undefined) return [[head, `  ${style.red('not imported')}: ${visible(problem)}`]]
    return difference ? [[head, ...differenceLines(difference)]] : []
  })
  const lines = problems.map(({ code, at, message }) => `${code}  ${visible(`${at}  ${message}`)}`)
  const sections = [...blocks, ...(lines.length > 0 ? [lines] : [])].map(block => `${block.join('\n')}\n`)
  const same = findings.filter(({ problem, difference }) => problem === undefined && difference === undefined).length
  const summary = `created  ${out}   ${counted(imported, 'subscription', 'subscriptions')}, ${same} decided as before\n`
  return [...sections, summary].join('\n')
}

function differenceLines({ event, here, there, notes }: TriggerDifference): string[] {
  const answer = (fires: boolean | undefined) => (fires === undefined ? 'fails' : fires ? 'fires' : 'does not fire')
  return [
    `  the published evaluator ${answer(there)}, callmap ${answer(here)}, for`,
    `    ${visible(JSON.stringify(event))}`,
    ...notes.map(note => `  there, ${note}`),
  ]
}
