import { readCalls } from '../calls.ts'
import type { Command, GlobalFlags } from '../command.ts'
import { withConfig } from '../config.ts'
import { chosen, type Loaded, loadDestinations, noteSettings } from '../destinations.ts'
import { isFailure, type Outcome, outcomesOf } from '../outcome.ts'
import { headline, outcomeText, summaryLine } from '../outcomeText.ts'
import { renderProblem } from '../problem.ts'
import { requestJson } from '../requestJson.ts'
import { type Exit, exit, Stop } from '../stop.ts'
import type { Terminal } from '../terminal.ts'

interface PreviewFlags extends GlobalFlags {
  readonly subscription?: string
  readonly curl?: boolean
}

export const preview: Command<PreviewFlags> = {
  name: 'preview',
  takes: '<events>',
  summary: 'what would be sent, and what would not',
  flags: [
    { flag: '--subscription <name>', description: 'only this subscription' },
    { flag: '--curl', description: 'show requests as commands for curl' },
  ],
  examples: [
    ['callmap preview event.json', 'everything that would happen'],
    ['callmap preview event.json -d customerio', 'with a destination that comes with callmap'],
    ['callmap preview event.json --subscription orders --curl', 'one subscription, to try by hand'],
    ['tail -n 1 events.ndjson | callmap preview -', 'the last event of a log'],
  ],
  run,
}

async function run([file = '-']: readonly string[], given: PreviewFlags, terminal: Terminal): Promise<Exit> {
  const flags = withConfig(given)
  const destinations = chosen(loadDestinations(flags), flags.subscription)
  noteSettings(destinations, terminal)
  const document: unknown[] = []
  let result: Exit = exit.fine
  let found = false
  for await (const calls of readCalls([file], flags.now)) {
    for (const call of calls) {
      found = true
      if ('refused' in call) {
        const { refused, ...where } = call
        for (const { code, message, help, at } of refused.diagnostics) {
          terminal.error(renderProblem({ code, message: `line ${call.line}: ${message}`, help }, terminal.errorStyle))
          document.push({ ...where, status: 'error', code, at, message })
        }
        result = Math.max(result, refused.exit) as Exit
        continue
      }
      const made = destinations.map(loaded => ({ loaded, outcomes: outcomesOf(loaded, call.event, flags.subscription) }))
      if (made.some(({ outcomes }) => outcomes.some(isFailure))) result = Math.max(result, exit.no) as Exit
      if (flags.json) document.push({})
      else await terminal.print('')
    }
  }
  if (!found) throw new Stop(exit.input, { message: `there is no event in \`${file}\`` })
  await terminal.print(flags.json ? `${JSON.stringify(document, null, 2)}\n` : 'Dry run. Nothing was sent.\n')
  return result
}
