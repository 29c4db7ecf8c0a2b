import { setImmediate } from 'node:timers/promises'
import { openVault } from '../../node/index.ts'
import type { Answer, Outcomes } from '../../response/index.ts'
import { suggestion } from '../../text/index.ts'
import type { Json } from '../../value/index.ts'
import { type LoadedDestination, loadDestinations, type Refused, readExchange } from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { chooseExit, parseText, refusalText } from '../stream/readCalls.ts'
import { type NumberedText, readPortions } from '../stream/readInput.ts'

interface OutcomesFlags extends GlobalFlags {
  readonly secrets?: string
}

export async function run(files: readonly string[], flags: OutcomesFlags, session: Session): Promise<Exit> {
  const vault = flags.secrets === undefined ? undefined : openVault(flags.secrets, session.env, session.files)
  const destinations = loadDestinations(session, toSelection(flags), vault)
  noteLoaded(destinations, session)
  const bySlug = indexDestinations(destinations)
  let result: Exit = exit.fine
  for (const file of files.length === 0 ? ['-'] : files) {
    for await (const portion of readPortions(session, file)) {
      let written = ''
      for (const text of portion) {
        // Signals arrive only between tasks of the event loop.
        await setImmediate()
        const { line } = text
        const read = readLine(text, bySlug)
        if ('outcomes' in read) {
          written += `${JSON.stringify({ v: 1, line, ...read })}\n`
          continue
        }
        const { code, at, message } = read
        written += `${JSON.stringify({ v: 1, line, code, at, message })}\n`
        const refusal = { file, line, refused: read }
        session.error(refusalText(refusal, session.errorStyle))
        result = Math.max(result, chooseExit(refusal)) as Exit
      }
      if (written !== '') await session.print(written)
    }
  }
  return result
}

/** Destinations by slug. Requests name only the slug, so two accounts of it cannot be told apart. */
function indexDestinations(destinations: readonly LoadedDestination[]): ReadonlyMap<string, LoadedDestination> {
  const bySlug = new Map<string, LoadedDestination>()
  for (const loaded of destinations) {
    const { slug } = loaded.destination
    if (bySlug.has(slug)) {
      const message = `two mappings files are for \`${slug}\`, so it is not clear whose answers these are`
      throw new ExitError(exit.usage, { message, help: 'choose one with -m' })
    }
    bySlug.set(slug, loaded)
  }
  return bySlug
}

/** Reads the outcomes of one line, or says what is wrong with it. */
function readLine(text: NumberedText, bySlug: ReadonlyMap<string, LoadedDestination>): Outcomes | Refused {
  const parsed = parseText(text)
  if ('refused' in parsed) return parsed.refused
  const exchange = readExchange(parsed.value as Json)
  if ('message' in exchange) return exchange
  const { request, response } = exchange
  const loaded = bySlug.get(request.destination)
  if (loaded !== undefined) return loaded.destination.outcomes(request, response as unknown as Answer)
  const help = suggestion(request.destination, new Set(bySlug.keys()))
  const message = `there is no destination \`${request.destination}\` here`
  return { code: 'CM101', at: '/request/destination', message, ...(help !== undefined && { help }) }
}
