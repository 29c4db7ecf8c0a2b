import { type Event, exitOf, readCalls, refusalText } from '../calls.ts'
import type { Command } from '../command.ts'
import { withConfig } from '../config.ts'
import { type Loaded, type LoadFlags, loadDestinations, noteLoaded } from '../destinations.ts'
import { isFailure, type Outcome, outcomesOf } from '../outcome.ts'
import { headline, outcomeText, summaryLine } from '../outcomeText.ts'
import { requestJson } from '../requestJson.ts'
import { type Exit, exit, Stop } from '../stop.ts'
import type { Terminal } from '../terminal.ts'

interface PreviewFlags extends LoadFlags {
  readonly curl?: boolean
}

export const preview: Command<PreviewFlags> = {
  name: 'preview',
  takes: '<events>',
  summary: 'what would be sent for events, and what would not',
  flags: [
    { flag: '--subscription <name>', description: 'only this subscription' },
    { flag: '--curl', description: 'requests as commands for curl' },
  ],
  examples: [
    ['callmap preview event.json', 'everything that would happen'],
    ['callmap preview event.json -d customerio', 'with a destination that comes with callmap'],
    ['callmap preview event.json --subscription orders --curl', 'one subscription, to try by hand'],
    ['tail -n 1 events.ndjson | callmap preview -', 'the last event of a log'],
  ],
  run,
}

/** The outcomes of one event, by destination. */
type Outcomes = readonly { readonly loaded: Loaded; readonly outcomes: readonly Outcome[] }[]

async function run([file = '-']: readonly string[], given: PreviewFlags, terminal: Terminal): Promise<Exit> {
  const flags = withConfig(given)
  const destinations = loadDestinations(flags)
  noteLoaded(destinations, terminal)
  const document: unknown[] = []
  const results: Exit[] = []
  for await (const calls of readCalls([file], flags.now === undefined ? {} : { receivedAt: flags.now })) {
    for (const call of calls) {
      if ('refused' in call) {
        results.push(exitOf(call))
        terminal.error(refusalText(call, terminal.errorStyle))
        document.push({ line: call.line, ...call.refused })
        continue
      }
      const made = destinations.map(loaded => ({ loaded, outcomes: outcomesOf(loaded, call.event) }))
      results.push(made.some(({ outcomes }) => outcomes.some(isFailure)) ? exit.no : exit.fine)
      if (flags.json) document.push(eventJson(call, made))
      else await terminal.print(eventText(call, made, terminal, flags.curl ?? false))
    }
  }
  if (results.length === 0) throw new Stop(exit.input, { message: `there is no event in \`${file}\`` })
  if (flags.json) await terminal.print(`${JSON.stringify({ v: 1, events: document }, null, 2)}\n`)
  else await terminal.print(terminal.style.dim('Dry run. Nothing was sent.\n'))
  return Math.max(...results) as Exit
}

function eventText({ event }: Event, made: Outcomes, { style }: Terminal, asCurl: boolean): string {
  const parts = made.map(({ loaded, outcomes }) => {
    return `${summaryLine(loaded, outcomes, style)}\n\n${outcomeText(outcomes, style, asCurl)}\n`
  })
  return `${headline(event, style)}\n${parts.join('')}`
}

function eventJson({ line, event: { type, messageId } }: Event, made: Outcomes): unknown {
  const destinations = made.map(({ loaded: { destination, secrets }, outcomes }) => {
    const subscriptions = outcomes.map(outcome => {
      const requests = outcome.requests.map(request => requestJson(request, secrets))
      return { ...outcome, requests }
    })
    return { destination: destination.slug, subscriptions }
  })
  return { line, type, messageId, destinations }
}
