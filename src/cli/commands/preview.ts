import { resolveSubscriptions } from '../../analysis/index.ts'
import { type Change, compareBehaviour, type SampleTarget, sampleEvent } from '../../authoring/index.ts'
import type { Definition } from '../../destination/index.ts'
import {
  batchJson,
  batchText,
  type PreviewDetail,
  previewBatch,
  previewEventJson,
  previewEventText,
  warningsText,
} from '../../render/index.ts'
import type { Event, Workspace } from '../../workspace/index.ts'
import {
  answerRequests,
  destinationsIn,
  isFailure,
  type LoadedDestination,
  loadDestinations,
  previewSubscriptions,
} from '../../workspace/index.ts'
import { type LoadFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { previewAnswers } from '../previewAnswers.ts'
import { inTurns } from '../stream/inTurns.ts'
import {
  type Call,
  chooseExit,
  mostHeld,
  normalizeCalls,
  normalizeOptions,
  readCalls,
  refusalText,
} from '../stream/readCalls.ts'
import { runOnChange } from '../watch.ts'

interface PreviewFlags extends LoadFlags, PreviewDetail {
  readonly batch?: boolean
  readonly sample?: string
  readonly diff?: string
  readonly answer?: string
  readonly watch?: boolean
}

export async function run([file]: readonly string[], flags: PreviewFlags, session: Session): Promise<Exit> {
  const { sample, watch } = flags
  if ((file === undefined) === (sample === undefined)) {
    const message = file === undefined ? 'preview needs an event file or --sample' : '--sample replaces the event file'
    throw new ExitError(exit.usage, { message, help: 'callmap preview event.json' })
  }
  if (flags.batch && flags.diff !== undefined) {
    throw new ExitError(exit.usage, { message: '--diff compares single events, so it cannot be combined with --batch' })
  }
  if (watch && file === '-') throw new ExitError(exit.usage, { message: '--watch needs a file: stdin is read once' })
  const previewAll = () => runOnce(file, flags, session)
  const watched = [file, flags.mappings, flags.diff].flatMap(path => path ?? [])
  return watch ? runOnChange(previewAll, watched, session) : previewAll()
}

async function runOnce(file: string | undefined, flags: PreviewFlags, session: Session): Promise<Exit> {
  const destinations = loadDestinations(session, toSelection(flags))
  noteLoaded(destinations, session)
  const changesIn = flags.diff === undefined ? undefined : comparison(session, destinations, flags.diff)
  const answers = flags.answer === undefined ? undefined : previewAnswers(session.files, flags.answer)
  const next = () => answers?.next()
  const document: unknown[] = []
  const results = new Set<Exit>()
  const together: Event[] = []
  for await (const call of inTurns(callsFor(session, file, flags, destinations))) {
    if ('refused' in call) {
      results.add(chooseExit(call))
      session.error(refusalText(call, session.errorStyle))
      document.push({ line: call.line, ...call.refused })
      continue
    }
    session.note(warningsText([call], session.errorStyle))
    if (flags.batch) {
      together.push(call)
      results.add(exit.fine)
      continue
    }
    const made = destinations.map(loaded => {
      const previews = previewSubscriptions(loaded, call.event)
      return {
        loaded,
        previews: previews.map(one => ({ ...one, requests: answerRequests(loaded, one.requests, next) })),
      }
    })
    results.add(made.some(({ previews }) => previews.some(isFailure)) ? exit.no : exit.fine)
    const previewed = { event: call, made, ...(changesIn && { changes: changesIn(call) }) }
    if (flags.json) document.push(previewEventJson(previewed, flags))
    else await session.print(previewEventText(previewed, flags, session.style))
  }
  if (results.size === 0) throw new ExitError(exit.input, { message: `there is no event in \`${file}\`` })
  const batches = flags.batch ? destinations.map(loaded => previewBatch(loaded, together, next)) : []
  if (batches.some(({ failures }) => failures.length > 0)) results.add(exit.no)
  if (!flags.json) {
    for (const batch of batches) await session.print(`${batchText(batch, session.style, flags.curl ?? false)}\n`)
  }
  if (flags.json) {
    const shown = { v: 1, events: document, ...(flags.batch && { batches: batches.map(batchJson) }) }
    await session.print(`${JSON.stringify(shown, null, 2)}\n`)
  }
  const miscount = answers?.describeMiscount()
  if (miscount !== undefined) session.note(`${session.errorStyle.dim(miscount)}\n`)
  if (!flags.json) await session.print(session.style.dim('Dry run. Nothing was sent.\n'))
  return Math.max(...results) as Exit
}

async function* callsFor(
  session: Session,
  file: string | undefined,
  flags: PreviewFlags,
  destinations: readonly LoadedDestination[],
): AsyncGenerator<Call[]> {
  const options = normalizeOptions(flags)
  const most = flags.json || flags.batch ? mostHeld : undefined
  if (file !== undefined) yield* readCalls(session, [file], options, most)
  else {
    const sample = sampleEvent(flags.sample ?? '', destinations.map(toSampleTarget))
    if ('refused' in sample) throw new ExitError(exit.usage, sample.refused)
    const text = JSON.stringify(sample.event)
    yield [...normalizeCalls('sample', { line: 1, index: 0, text, isCut: false }, options)]
  }
}

/** A destination, limited to the selected subscriptions. */
function toSampleTarget({ source: { definition, mappings }, destination, includes }: LoadedDestination): SampleTarget {
  const { subscriptions: _, ...others } = definition.value as unknown as Definition
  const subscriptions = resolveSubscriptions(definition.value as unknown as Definition)
  const all = (mappings?.subscriptions as Definition['subscriptions']) ?? subscriptions
  return {
    destination,
    definition: { ...others, subscriptions },
    subscriptions: all.filter(({ name, action }) => includes(name ?? action)),
  }
}

/** Creates a function that compares an event with other mappings. */
function comparison(
  workspace: Workspace,
  destinations: readonly LoadedDestination[],
  other: string,
): (event: Event) => Change[] {
  const others = destinationsIn(workspace, other)
  const compared = destinations.filter(({ destination }) => others.has(destination.slug))
  if (compared.length === 0) {
    const help = `they are for ${[...others.keys()].join(', ')}`
    throw new ExitError(exit.usage, { message: `no mappings in \`${other}\` are for the previewed destinations`, help })
  }
  return ({ event }) =>
    compared.flatMap(({ destination, includes }) => {
      const changes = compareBehaviour(destination, others.get(destination.slug), event)
      return changes.filter(({ subscription }) => includes(subscription))
    })
}
