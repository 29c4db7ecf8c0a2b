import { journey, parseDuration } from '../../analysis/index.ts'
import { journeyJson, journeyText } from '../../render/index.ts'
import { loadDestinations } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { readHeld } from '../stream/readHeld.ts'

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
  // `--now` would be the time of arrival of all calls.
  const { now: _, ...own } = flags
  const { events, result } = await readHeld(file, own, session)
  const destinations = loaded.map(({ destination }) => destination)
  const options = { ...(gap !== undefined && { gap }), ...(flags.shuffle && { shuffle: true }) }
  const shown = journey(destinations, events, options).map((one, i) => ({ journey: one, file: loaded[i]!.file }))
  await session.print(flags.json ? journeyJson(shown) : journeyText(shown, events, session.style))
  return result
}
