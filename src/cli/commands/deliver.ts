import {
  createLimiter,
  type DeliverOptions,
  deliver,
  platform,
  type TokenStore,
  type Undelivered,
} from '../../delivery/index.ts'
import { canAsk, interview, openTokenFile, openVault } from '../../node/index.ts'
import { type DeliveryCounts, deliveryCountsText, deliveryPlanText } from '../../render/index.ts'
import { printCount } from '../../text/index.ts'
import {
  addEvent,
  addUndelivered,
  isEarlierLine,
  type Job,
  loadDestinations,
  undeliveredLine,
  unmappedLine,
} from '../../workspace/index.ts'
import { type LoadFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { chooseExit, normalizeCalls, normalizeOptions, parseText, refusalText } from '../stream/readCalls.ts'
import { readPortions } from '../stream/readInput.ts'

interface DeliverFlags extends LoadFlags {
  readonly secrets?: string
  readonly tokens?: string
  readonly maxAge?: number
  readonly yes?: boolean
}

export async function run(files: readonly string[], flags: DeliverFlags, session: Session): Promise<Exit> {
  const inputs = files.length === 0 ? ['-'] : files
  if (!flags.yes && (inputs.includes('-') || !canAsk(session))) {
    const message = 'deliver asks before it sends anything, and nobody can answer here'
    const help = 'send with --yes, or only see the requests: callmap map --emit requests'
    throw new ExitError(exit.usage, { message, help })
  }
  const { jobs, result } = await readJobs(inputs, flags, session)
  const tokens = openTokens(jobs, flags, session)
  if (jobs.some(({ actions }) => actions.length > 0) && !flags.yes) {
    session.error(deliveryPlanText(jobs))
    const refuse = (answer: string) => (/^(?:yes|no)$/.test(answer) ? undefined : 'answer yes or no')
    const answer = await interview(session, ask => ask({ text: 'send them? yes or no', refuse }))
    if (answer === 'no') {
      session.note('Nothing was sent.\n')
      return exit.interrupted
    }
  }
  const stop = new AbortController()
  session.onInterrupt(() => {
    stop.abort()
    session.note('\nstopping after the requests on their way\n')
  })
  const { signal } = stop
  const counts: DeliveryCounts = { delivered: 0, skipped: 0, rejected: 0, failed: 0, left: 0 }
  const options = {
    ...platform,
    signal,
    ...(tokens && { tokens }),
    ...(flags.maxAge !== undefined && { maxAge: flags.maxAge }),
  }
  let answers = 0
  const countAnswer = () => {
    answers++
    if (session.watched) session.note(`\r${printCount(answers, 'answer', 'answers')}`)
  }
  const lines = (await Promise.all(jobs.map(job => deliverJob(job, options, counts, countAnswer)))).flat()
  if (session.watched) session.note('\r\u001b[K')
  for (const line of lines) await session.print(`${JSON.stringify(line)}\n`)
  if (flags.json) session.error(`${JSON.stringify({ v: 1, ...counts })}\n`)
  else session.note(`${deliveryCountsText(counts)}\n`)
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
    const message = isTrial
      ? `\`${file}\` has example settings only`
      : `${secrets.join(', ')}: these secrets are not set`
    const help = isTrial ? 'write a mappings file with settings: callmap init' : 'fill them in with --secrets env'
    throw new ExitError(exit.usage, { message: `${message}, so nothing can be sent`, help })
  }
  const jobs = destinations.map((loaded): Job => ({ loaded, actions: [], failures: [] }))
  let result: Exit = exit.fine
  for (const file of inputs) {
    for await (const portion of readPortions(session, file)) {
      for (const text of portion) {
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
  }
  return { jobs, result }
}

/** Opens the tokens of the only destination. */
function openTokens(jobs: readonly Job[], { tokens }: DeliverFlags, { files }: Session): TokenStore | undefined {
  if (tokens === undefined) return undefined
  if (jobs.length === 1) return openTokenFile(files, tokens)
  throw new ExitError(exit.usage, { message: '--tokens are those of one destination', help: 'choose it with -m or -d' })
}

/** Delivers the actions of a job. Returns the lines of those that are not delivered, in order. */
async function deliverJob(job: Job, options: DeliverOptions, counts: DeliveryCounts, countAnswer: () => void) {
  const { loaded, actions, failures } = job
  const { destination } = loaded
  const readOutcomes: typeof destination.outcomes = (...exchange) => {
    countAnswer()
    return destination.outcomes(...exchange)
  }
  const given = actions as unknown as readonly Undelivered[]
  const limiter = createLimiter(destination.rates, platform.now)
  const watched = { ...destination, outcomes: readOutcomes }
  const { outcomes, left } = await deliver(watched, given, { ...options, limiter })
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
