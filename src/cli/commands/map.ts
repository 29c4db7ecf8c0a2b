import { exitOf, readCalls } from '../calls.ts'
import type { Command } from '../command.ts'
import { withConfig } from '../config.ts'
import { type Loaded, type LoadFlags, loadDestinations, noteLoaded } from '../destinations.ts'
import { emitter, type Form, type Status } from '../emit.ts'
import { count } from '../flags.ts'
import { type Exit, exit } from '../stop.ts'
import { countsText, errorsText, Tally } from '../tally.ts'
import type { Terminal } from '../terminal.ts'
import { openVault } from '../vault.ts'

interface MapFlags extends LoadFlags {
  readonly emit: Form
  readonly only?: Status
  readonly include?: 'skipped'
  readonly onError: 'keep' | 'skip' | 'fail'
  readonly secrets?: string
  readonly limit?: number
  readonly every?: number
}

export const map: Command<MapFlags> = {
  name: 'map',
  takes: '[files...]',
  summary: 'events in, actions out: a line of JSON for each',
  flags: [
    { flag: '--subscription <name>', description: 'only this subscription' },
    {
      flag: '--emit <form>',
      description: 'what a line is',
      choices: ['envelopes', 'payloads', 'requests', 'curl'],
      preset: 'envelopes',
    },
    { flag: '--only <status>', description: 'only lines of this status', choices: ['ok', 'skipped', 'errors'] },
    { flag: '--include <status>', description: 'say also what is not sent, and why', choices: ['skipped'] },
    {
      flag: '--on-error <do>',
      description: 'write errors and end with 1, leave them out, or stop at the first',
      choices: ['keep', 'skip', 'fail'],
      preset: 'keep',
    },
    { flag: '--secrets <from>', description: 'fill in secrets: env, or a file of NAME=value lines or JSON' },
    { flag: '--limit <n>', description: 'stop after n events', parse: count },
    { flag: '--every <n>', description: 'only the first of every n events', parse: count },
  ],
  examples: [
    ['cat events.ndjson | callmap map > actions.ndjson', 'actions, with their requests'],
    ['callmap map events.ndjson.gz -d mixpanel --emit requests', 'requests of a destination that comes with callmap'],
    ['callmap map events.ndjson --only skipped', 'what is not sent, and why'],
    ['callmap map events.ndjson --every 1000 --emit curl', 'a sample, to try by hand'],
  ],
  run,
}

async function run(files: readonly string[], given: MapFlags, terminal: Terminal): Promise<Exit> {
  const flags = withConfig(given)
  const started = performance.now()
  const destinations = loadDestinations(flags, flags.secrets === undefined ? undefined : openVault(flags.secrets))
  noteLoaded(destinations, terminal)
  const tally = new Tally()
  const result = await mapAll(files, flags, destinations, tally, terminal)
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
  if (flags.json) terminal.error(`${JSON.stringify(tally)}\n`)
  else {
    terminal.note(`${countsText(tally)}   ${terminal.errorStyle.dim(took)}\n`)
    terminal.error(errorsText(tally, terminal.errorStyle))
  }
  return result
}

async function mapAll(
  files: readonly string[],
  flags: MapFlags,
  destinations: readonly Loaded[],
  tally: Tally,
  terminal: Terminal,
): Promise<Exit> {
  const options = flags.now === undefined ? {} : { receivedAt: flags.now }
  const emit = emitter(flags, destinations, tally)
  const { every = 1, limit = Number.POSITIVE_INFINITY } = flags
  let seen = 0
  let taken = 0
  let result: Exit = exit.fine
  for await (const calls of readCalls(files.length === 0 ? ['-'] : files, options)) {
    let text = ''
    let isLast = false
    for (const call of calls) {
      if (isLast) break
      if (seen++ % every !== 0) continue
      const before = tally.errors
      text += emit(call)
      const failed = tally.errors > before
      const answer = 'refused' in call ? exitOf(call) : exit.no
      if (failed && (flags.onError !== 'skip' || answer === exit.input)) result = Math.max(result, answer) as Exit
      isLast = ++taken >= limit || (failed && flags.onError === 'fail')
    }
    await terminal.print(text)
    if (isLast) break
    if (terminal.watched) terminal.note(`\r${countsText(tally)}`)
  }
  if (terminal.watched) terminal.note('\r\u001b[K')
  return result
}
