import {
  createLimiter,
  type Deliverable,
  type DeliverOptions,
  deliver,
  platform,
  type TokenStore,
  type Undelivered,
} from '../../delivery/index.ts'
import { canAsk, DeliveryNotes, interview, openJournal, openTokenFile, openVault } from '../../node/index.ts'
import { type DeliveryCounts, deliveryCountsText, deliveryPlanText } from '../../render/index.ts'
import {
  type ActionLine,
  addEvent,
  addUndelivered,
  isEarlierLine,
  type Job,
  journalLine,
  loadDestinations,
  nameActions,
  recall,
  undeliveredLine,
  unmappedLine,
} from '../../workspace/index.ts'
import { type LoadFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { inTurns } from '../stream/inTurns.ts'
import { chooseExit, normalizeCalls, normalizeOptions, parseText, refusalText } from '../stream/readCalls.ts'
import { readPortions } from '../stream/readInput.ts'

interface DeliverFlags extends LoadFlags {
  readonly secrets?: string
  readonly tokens?: string
  readonly maxAge?: number
  readonly journal?: string
  readonly yes?: boolean
}

export async function run(files: readonly string[], flags: DeliverFlags, session: Session): Promise<Exit> {
  const inputs = files.length === 0 ? ['-'] : files
  if (!flags.yes && (inputs.includes('-') || !canAsk(session))) {
    const message = 'deliver asks before it sends anything, and nobody can answer here'
    const help = 'send with --yes, or only see the requests: callmap map --emit requests'
    throw new ExitError(exit.usage, { message, help })
  }
  const stop = new AbortController()
  const { signal } = stop
  const stopAfter = (last: string) => {
    // After a first interrupt, the next one ends the process.
    if (signal.aborted) return
    session.onInterrupt(() => {
      stop.abort()
      session.note(`\nstopping after ${last}\n`)
    })
  }
  if (flags.yes) stopAfter('the events are read')
  const { jobs: read, result } = await readJobs(inputs, flags, session)
  const tokens = openTokens(read, flags, session)
  const journal = flags.journal === undefined ? undefined : openJournal(session.files, flags.journal)
  const jobs = journal ? read.map(job => recall(job, journal.lines)) : read
  if (jobs.some(({ actions }) => actions.length > 0) && !flags.yes) {
    session.error(deliveryPlanText(jobs))
    const refuse = (answer: string) => (/^(?:y|yes|n|no)$/i.test(answer) ? undefined : 'answer yes or no')
    const answer = await interview(session, ask => ask({ text: 'send them? yes or no', refuse }))
    if (/^n/i.test(answer)) {
      session.note('Nothing was sent.\n')
      return exit.interrupted
    }
  }
  stopAfter('the requests on their way')
  const counts: DeliveryCounts = { delivered: 0, skipped: 0, rejected: 0, failed: 0, left: 0 }
  const options = {
    ...platform,
    signal,
    ...(tokens && { tokens }),
    ...(flags.maxAge !== undefined && { maxAge: flags.maxAge }),
  }
  const notes = new DeliveryNotes(session, flags)
  let failure: unknown
  const write = (line: object) => {
    try {
      journal?.append(line)
    } catch (error) {
      failure ??= error
      throw error
    }
  }
  const lines = (await Promise.all(jobs.map(job => deliverJob(job, options, counts, { notes, write })))).flat()
  notes.end()
  journal?.close()
  for (const line of lines) await session.print(`${JSON.stringify(line)}\n`)
  if (flags.json) session.error(`${JSON.stringify({ v: 1, ...counts })}\n`)
  else session.note(`${deliveryCountsText(counts)}\n`)
  if (failure) throw failure
  if (signal.aborted) return exit.interrupted
  return lines.length === 0 ? result : (Math.max(result, exit.no) as Exit)
}

/** Reads events and lines of an earlier delivery. Others are reported on stderr. */
async function readJobs(inputs: readonly string[], flags: DeliverFlags, session: Session) {
  const vault = flags.secrets === undefined ? undefined : openVault(flags.secrets, session.env, session.files)
  const destinations = loadDestinations(session, toSelection(flags), vault)
  noteLoaded(destinations, session)
  const unready = destinations.find(({ isTrial, secrets }) => isTrial || secrets.length > 0)
  if (unready) {
    const { isTrial, file, secrets } = unready
    const names = secrets.length === 1 ? `the secret ${secrets[0]} is` : `the secrets ${secrets.join(', ')} are`
    const message = isTrial ? `\`${file}\` has example settings only` : `${names} not set`
    const help = isTrial ? 'write a mappings file with settings: callmap init' : 'name their source: --secrets env'
    throw new ExitError(exit.usage, { message: `${message}, so nothing can be sent`, help })
  }
  const jobs = destinations.map((loaded): Job => ({ loaded, actions: [], failures: [] }))
  let result: Exit = exit.fine
  for (const file of inputs) {
    for await (const text of inTurns(readPortions(session, file))) {
      const { line } = text
      const parsed = parseText(text)
      const earlier = 'value' in parsed && isEarlierLine(parsed.value) ? parsed.value : undefined
      const refused = earlier && addUndelivered(jobs, earlier, line)
      const calls = earlier ? [] : [...normalizeCalls(file, text, normalizeOptions(flags))]
      for (const call of refused ? [{ file, line, refused }] : calls) {
        if ('event' in call) addEvent(jobs, call)
        else {
          session.error(refusalText(call, session.errorStyle))
          result = Math.max(result, chooseExit(call)) as Exit
        }
      }
    }
  }
  return { jobs, result }
}

/** Opens the tokens of the only destination. */
function openTokens(jobs: readonly Job[], { tokens }: DeliverFlags, { files }: Session): TokenStore | undefined {
  if (tokens === undefined) return undefined
  if (jobs.length === 1) return openTokenFile(files, tokens)
  throw new ExitError(exit.usage, { message: '--tokens are those of one destination', help: 'choose it with -m or -d' })
}

/** Takes notes of a delivery, while it goes on. */
interface Watch {
  readonly notes: DeliveryNotes
  /** Writes a line of the journal. */
  readonly write: (line: object) => void
}

/** Delivers the actions of a job. Returns the lines of those that are not delivered, in order. */
async function deliverJob(job: Job, options: DeliverOptions, counts: DeliveryCounts, { notes, write }: Watch) {
  const { loaded, actions, failures } = job
  const { destination } = loaded
  const watched: Deliverable = {
    ...destination,
    outcomes(...exchange) {
      const read = destination.outcomes(...exchange)
      notes.noteAnswer(destination.name, read)
      return read
    },
    token(...exchange) {
      const read = destination.token(...exchange)
      notes.noteTokens(destination.name, read)
      return read
    },
  }
  const given = actions as unknown as readonly Undelivered[]
  const limiter = createLimiter(destination.rates, platform.now)
  const names = nameActions(job)
  const onSettled = (index: number, progress: Undelivered) =>
    write(journalLine(names[index]!, progress as unknown as ActionLine))
  const { outcomes, left } = await deliver(watched, given, { ...options, limiter, onSettled })
  const ends = new Map<number, { readonly outcome: keyof DeliveryCounts }>()
  for (const { action, ...end } of outcomes) ends.set(action, end)
  for (const { index, action, ...end } of left) ends.set(index, { outcome: 'left', ...end })
  for (const { outcome } of ends.values()) counts[outcome]++
  counts.failed += failures.length
  const lines = actions.flatMap((action, index) => {
    const end = ends.get(index)!
    return end.outcome === 'delivered' || end.outcome === 'skipped' ? [] : [undeliveredLine(job, action, end)]
  })
  return [...lines, ...failures.map(failure => unmappedLine(job, failure))]
}
