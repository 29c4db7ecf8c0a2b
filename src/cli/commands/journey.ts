import { journey, parseDuration } from '../../analysis/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { journeyJson, journeyText } from '../../render/index.ts'
import { loadDestinations } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { chooseExit, normalizeOptions, readCalls, refusalText } from '../stream/readCalls.ts'

interface JourneyFlags extends GlobalFlags {
  readonly shuffle?: boolean
  readonly gap?: string
}

export async function run([file = '']: readonly string[], flags: JourneyFlags, session: Session): Promise<Exit> {
  const gap = flags.gap === undefined ? undefined : parseDuration(flags.gap)
  if (flags.gap !== undefined && gap === undefined) {
    const help = 'for example --gap 90s, 6m, 2h or 1d'
    throw new ExitError(exit.usage, { message: `--gap takes a time, not \`${flags.gap}\``, help })
  }
  const loaded = loadDestinations(session, toSelection(flags))
  noteLoaded(loaded, session)
  const events: SourceEvent[] = []
  let result: Exit = exit.fine
  // `--now` would be the time of arrival of all calls.
  const { now: _, ...own } = flags
  for await (const calls of readCalls(session, [file], normalizeOptions(own))) {
    for (const call of calls) {
      if ('event' in call) events.push(call.event)
      else {
        session.error(refusalText(call, session.errorStyle))
        result = Math.max(result, chooseExit(call)) as Exit
      }
    }
  }
  if (events.length === 0) throw new ExitError(exit.input, { message: `there is no event in \`${file}\`` })
  const destinations = loaded.map(({ destination }) => destination)
  const options = { ...(gap !== undefined && { gap }), ...(flags.shuffle && { shuffle: true }) }
  const shown = journey(destinations, events, options).map((one, i) => ({ journey: one, file: loaded[i]!.file }))
  await session.print(flags.json ? journeyJson(shown) : journeyText(shown, events, session.style))
  return result
}
