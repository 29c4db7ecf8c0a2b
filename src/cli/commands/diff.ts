import { CompileError, type Destination, type SourceEvent } from '../../index.ts'
import { exitOf, readCalls, refusalText } from '../calls.ts'
import { type Change, changesOf } from '../changes.ts'
import type { Command, GlobalFlags } from '../command.ts'
import { withConfig } from '../config.ts'
import { loadUse, mappingsNamed } from '../destinations.ts'
import { toProblem } from '../located.ts'
import { readUse } from '../mappingsFile.ts'
import { counted } from '../outcomeText.ts'
import { type Exit, exit, Stop } from '../stop.ts'
import { type Style, type Terminal, visible } from '../terminal.ts'

interface DiffFlags extends GlobalFlags {
  readonly events?: string
  readonly exitCode?: boolean
}

/** The same change, in all events that have it. */
interface Group extends Change {
  events: number
  /** The line of the first of them. */
  readonly line: number
}

export const diff: Command<DiffFlags> = {
  name: 'diff',
  takes: '<old> <new>',
  summary: 'what a change of mappings changes in what is sent',
  flags: [
    { flag: '--events <file>', description: 'the events to replay: JSON or lines of it, gzip or not; - is stdin' },
    { flag: '--exit-code', description: 'end with 1 when there are differences' },
  ],
  examples: [
    ['callmap diff old.json new.json --events events.ndjson', 'what is different, grouped'],
    [
      'git show main:mappings/a.json > /tmp/a.json; callmap diff /tmp/a.json mappings/a.json --events e.ndjson',
      'review a branch',
    ],
    ["callmap diff 'old/*.json' 'new/*.json' --events e.ndjson --exit-code", 'for CI: nothing may change'],
  ],
  run,
}

async function run([old = '', young = '']: readonly string[], given: DiffFlags, terminal: Terminal): Promise<Exit> {
  const flags = withConfig(given)
  if (flags.events === undefined) {
    const help = 'callmap diff old.json new.json --events events.ndjson'
    throw new Stop(exit.usage, { message: 'diff needs --events, to see what changes', help })
  }
  const [before, after] = [destinationsIn(old, flags), destinationsIn(young, flags)]
  const groups = new Map<string, Group>()
  let [events, differing] = [0, 0]
  let result: Exit = exit.fine
  for await (const calls of readCalls([flags.events], flags.now === undefined ? {} : { receivedAt: flags.now })) {
    for (const call of calls) {
      if ('refused' in call) {
        terminal.error(refusalText(call, terminal.errorStyle))
        result = Math.max(result, exitOf(call)) as Exit
        continue
      }
      events++
      if (collect(before, after, call.event, call.line, groups)) differing++
    }
  }
  if (events === 0) throw new Stop(exit.input, { message: `there is no event in \`${flags.events}\`` })
  const changes = [...groups.values()]
  if (flags.json) await terminal.print(`${JSON.stringify({ v: 1, events, differing, changes }, null, 2)}\n`)
  else await terminal.print(changesText(changes, events, differing, terminal.style))
  return flags.exitCode && differing > 0 ? (Math.max(result, exit.no) as Exit) : result
}

/** The destinations of a file or of files that match a pattern, by their slugs. */
function destinationsIn(pattern: string, { destination: wanted }: DiffFlags): Map<string, Destination> {
  const files = mappingsNamed(pattern)
  const bySlug = new Map<string, Destination>()
  for (const use of files.map(file => readUse(file))) {
    if (wanted !== undefined && !wanted.includes(use.slug)) continue
    if (bySlug.has(use.slug)) {
      const message = `\`${pattern}\` has two files for \`${use.slug}\`, so it is not clear which to compare`
      throw new Stop(exit.usage, { message, help: 'name one file on each side' })
    }
    try {
      bySlug.set(use.slug, loadUse(use, {}).destination)
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      throw new Stop(exit.definition, ...error.diagnostics.map(diagnostic => toProblem(diagnostic, use)))
    }
  }
  return bySlug
}

/** Adds the changes of one event to the groups; gives whether there are any. */
function collect(
  before: ReadonlyMap<string, Destination>,
  after: ReadonlyMap<string, Destination>,
  event: SourceEvent,
  line: number,
  groups: Map<string, Group>,
): boolean {
  const seen = new Set<string>()
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    for (const change of changesOf(before.get(slug), after.get(slug), event)) {
      const { destination, subscription, action, what, at } = change
      const key = JSON.stringify([destination, subscription, action, what, at])
      const group = groups.get(key) ?? { ...change, events: 0, line }
      groups.set(key, group)
      // Several items of a list may change in one event.
      if (!seen.has(key)) group.events++
      seen.add(key)
    }
  }
  return seen.size > 0
}

function changesText(changes: readonly Group[], events: number, differing: number, style: Style): string {
  const total = counted(events, 'event', 'events')
  if (changes.length === 0) return `${style.green('no difference')} in ${total}\n`
  const lines = [`${style.bold(`${differing.toLocaleString('en')} of ${total} differ`)}`]
  let title = ''
  const width = Math.max(...changes.map(change => labelOf(change).length))
  const whatWidth = Math.max(...changes.map(({ what }) => what.length))
  for (const change of changes) {
    const { destination, subscription, action, what, events: count, line, before, after } = change
    const heading = `${destination}   ${subscription === action ? action : `${subscription} → ${action}`}`
    if (heading !== title) lines.push('', style.bold(visible(heading)))
    title = heading
    const times = `${count.toLocaleString('en')} of ${total}`
    const example = [before, after].some(value => value !== undefined) ? `   ${shown(before)} → ${shown(after)}` : ''
    const text = `  ${labelOf(change).padEnd(width)}   ${what.padEnd(whatWidth)}   ${times}   first: line ${line}${example}`
    lines.push(visible(text))
  }
  return `${lines.join('\n')}\n`
}

function labelOf({ at }: Change): string {
  return at === undefined || at === '' ? 'all of it' : at
}

function shown(value: Change['before']): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
