import { setImmediate } from 'node:timers/promises'
import { openVault } from '../../node/index.ts'
import { explainLine, shellWord, visible } from '../../render/index.ts'
import { type LoadedDestination, loadDestinations, sourceValues } from '../../workspace/index.ts'
import { type LoadFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded, noteSecrets } from '../notes.ts'
import { type Call, normalizeOptions, readCalls } from '../stream/readCalls.ts'
import { countsText, findingsText, Tally } from '../stream/runSummary.ts'
import { emitBatches } from '../stream/writeBatches.ts'
import { type EmitOptions, type Emitted, emitter } from '../stream/writeRows.ts'

interface MapFlags extends LoadFlags, Omit<EmitOptions, 'emit'> {
  readonly emit?: EmitOptions['emit']
  readonly secrets?: string
  readonly every?: number
  readonly jobs?: number
  readonly batch?: number
}

export async function run(files: readonly string[], given: MapFlags, session: Session): Promise<Exit> {
  const flags = withForm(given)
  const started = performance.now()
  const vault = flags.secrets === undefined ? undefined : openVault(flags.secrets, session.env, session.files)
  const destinations = loadDestinations(session, toSelection(flags), vault)
  noteLoaded(destinations, session)
  if (flags.emit !== 'payloads') noteSecrets(destinations, session)
  const { jobs = 1, every } = flags
  const inputs = files.length === 0 ? ['-'] : files
  const tally = new Tally()
  // Sampling counts all events in order, and is so cheap that workers would not help.
  const isParallel = jobs > 1 && every === undefined
  const setup = { sources: destinations.map(({ source }) => sourceValues(source)), vault, flags }
  const parts = isParallel
    ? (await import('../stream/parallel.ts')).emitInParallel(session, inputs, jobs, setup)
    : emitAll(session, inputs, flags, destinations)
  const result = await mapAll(flags, parts, tally, session)
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`
  if (flags.json) session.error(`${JSON.stringify(tally)}\n`)
  else {
    session.note(`${countsText(tally)}   ${session.errorStyle.dim(took)}\n`)
    session.error(findingsText(tally, session.errorStyle))
    session.note(seeOne(tally, inputs, flags))
  }
  return result
}

async function mapAll(flags: Mapping, parts: AsyncIterable<Emitted>, tally: Tally, session: Session) {
  const { limit = Number.POSITIVE_INFINITY, onError } = flags
  let taken = 0
  let result: Exit = exit.fine
  for await (const part of parts) {
    tally.add(part)
    if (onError !== 'skip' || part.exit === exit.input) result = Math.max(result, part.exit) as Exit
    await session.print(part.text)
    taken += part.calls
    if (taken >= limit || (part.errors.length > 0 && onError === 'fail')) break
    if (session.watched) session.note(`\r${countsText(tally)}`)
  }
  if (session.watched) session.note('\r\u001b[K')
  return result
}

/** Suggests a command that explains the most frequent error. Only for NDJSON files, from which `sed` can cut a line. */
function seeOne({ failed }: Tally, [file, ...others]: readonly string[], { mappings, destination }: MapFlags): string {
  const kind = failed.list.find(({ subscription }) => subscription !== undefined)
  if (kind?.subscription === undefined || others.length > 0 || !/\.(?:ndjson|jsonl)$/.test(file ?? '')) return ''
  const flags = [
    ...(kind.at === '' ? [] : ['--path', kind.at]),
    ...(mappings === undefined ? [] : ['-m', mappings]),
    ...(destination === undefined ? [] : ['-d', destination.join(',')]),
  ]
  const line = visible(explainLine('-', kind.subscription, flags))
  return `see one:  sed -n ${kind.lines[0]}p ${shellWord(file!)} | ${line}\n`
}

/** Maps the calls of files, in order. */
async function* emitAll(
  session: Session,
  files: readonly string[],
  flags: Mapping,
  destinations: readonly LoadedDestination[],
): AsyncGenerator<Emitted> {
  const { every = 1, batch, limit = Number.POSITIVE_INFINITY } = flags
  const emit = emitter(flags, destinations)
  let seen = 0
  let left = limit
  let waiting: Call[] = []
  for await (const calls of readCalls(session, files, normalizeOptions(flags))) {
    const wanted = calls.filter(() => seen++ % every === 0)
    if (batch === undefined) {
      for (const part of emit(wanted)) {
        yield part
        // Signals arrive only between tasks of the event loop.
        await setImmediate()
      }
      continue
    }
    for (const call of wanted) {
      if (waiting.push(call) < Math.min(batch, left)) continue
      left -= waiting.length
      yield await emitBatches(waiting, flags, destinations)
      waiting = []
    }
  }
  if (waiting.length > 0) yield await emitBatches(waiting, flags, destinations)
}

type Mapping = MapFlags & EmitOptions

/** Chooses the content of a line, which depends on `--batch`. */
function withForm(flags: MapFlags): Mapping {
  const { batch, jobs = 1, only, include, emit = batch === undefined ? 'envelopes' : 'requests' } = flags
  if (batch !== undefined && emit !== 'requests' && emit !== 'curl') {
    throw new ExitError(exit.usage, {
      message: `--batch emits requests, so it cannot be combined with --emit ${emit}`,
    })
  }
  if (emit !== 'envelopes' && (include !== undefined || (only ?? 'ok') !== 'ok')) {
    const flag = include === undefined ? `--only ${only}` : `--include ${include}`
    const help = 'failures and skipped subscriptions are lines of --emit envelopes'
    throw new ExitError(exit.usage, { message: `${flag} shows nothing with --emit ${emit}`, help })
  }
  if (batch !== undefined && jobs > 1) {
    throw new ExitError(exit.usage, { message: '--batch takes events in order, so it cannot be combined with --jobs' })
  }
  return { ...flags, emit }
}
