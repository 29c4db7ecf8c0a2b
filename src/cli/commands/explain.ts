import { type Explanation, inspect, type Step, type WhyOptions } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import {
  alignColumns,
  type Detail,
  explainLine,
  explanationText,
  shellWord,
  verdictText,
  visible,
} from '../../render/index.ts'
import { runCase } from '../../suite/index.ts'
import { position } from '../../text/index.ts'
import {
  findWritten,
  havingSubscription,
  isFailure,
  type LoadedDestination,
  loadDestinations,
  loadFor,
  loadSuite,
  parseTestPlace,
  type TestPlace,
  testAt,
  type Workspace,
} from '../../workspace/index.ts'
import { type GlobalFlags, toSelection } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import type { Session } from '../host.ts'
import { noteLoaded } from '../notes.ts'
import { admittedEvent } from '../stream/admittedEvent.ts'

interface ExplainFlags extends GlobalFlags {
  readonly path?: string
  readonly trace?: Detail
  readonly force?: boolean
}

export async function run(
  [file = '-', subscription]: readonly string[],
  flags: ExplainFlags,
  session: Session,
): Promise<Exit> {
  const place = parseTestPlace(session.files, file)
  const asked = place
    ? testSubject(place, subscription, flags, session)
    : await eventSubject(file, subscription, flags, session)
  if (typeof asked === 'number') return asked
  const { event, loaded } = asked
  if (subscription === undefined) return listSubscriptions(file, asked, flags, session)
  const { path, force = false } = flags
  const options = { ...(path !== undefined && { path }), force }
  const documents: unknown[] = []
  let failed = false
  const found = loaded.flatMap(one => explainNamed(one, event, subscription, options).map(why => ({ ...one, why })))
  for (const { source, destination, why: explanation } of found) {
    failed ||= explanation.failures.length > 0
    if (flags.json)
      documents.push({
        v: 1,
        destination: destination.slug,
        ...explanation,
        steps: explanation.steps.map(step => stepJson(step, source)),
      })
    else {
      await session.print(explanationText(explanation, source, session.style, { detail: flags.trace, path }))
      await session.print(hint(file, explanation, flags))
    }
  }
  for (const document of documents) await session.print(jsonText(document))
  return failed ? exit.no : exit.fine
}

/** Lists the verdicts of all subscriptions, and the command that explains one. */
async function listSubscriptions(
  file: string,
  { event, loaded }: Subject,
  flags: ExplainFlags,
  session: Session,
): Promise<Exit> {
  if (flags.path !== undefined || flags.force || flags.trace !== undefined) {
    const help = `callmap explain ${shellWord(file)} without flags lists the subscriptions`
    throw new ExitError(exit.usage, {
      message: '--path, --trace and --force need the name of a subscription',
      help,
    })
  }
  const reports = loaded.map(({ destination }) => ({ name: destination.name, ...destination.explain(event) }))
  const verdicts = reports.flatMap(report => report.verdicts)
  if (flags.json) {
    for (const { name, ...report } of reports) await session.print(jsonText({ v: 1, ...report }))
  } else {
    const cells = verdicts.map(verdict => [visible(verdict.subscription), visible(verdictText(verdict))])
    const lines = alignColumns(cells, { widest: 44 }).values()
    const { bold, dim } = session.style
    for (const { name, verdicts } of reports) {
      const rows = verdicts.map(verdict => {
        const text = `  ${lines.next().value}\n`
        return verdict.verdict === 'sent' ? text : dim(text)
      })
      await session.print(`${bold(visible(name))}\n${rows.join('')}\n`)
    }
    const [sent = verdicts[0]!] = verdicts.filter(({ verdict }) => verdict === 'sent')
    await session.print(`why?    ${visible(explainLine(file, sent.subscription, destinationFlags(flags)))}\n`)
  }
  return verdicts.some(isFailure) ? exit.no : exit.fine
}

/** Prints one JSON document per subscription that has the name. */
function jsonText(document: unknown): string {
  try {
    return `${JSON.stringify(document, null, 2)}\n`
  } catch {
    // `JSON.stringify` fails only for values that are nested deeper than the stack.
    throw new ExitError(exit.no, { message: 'a value is nested too deep to be written as JSON' })
  }
}

/** Reads the event, and loads the destinations that have the subscription. */
interface Subject {
  readonly event: unknown
  readonly loaded: readonly LoadedDestination[]
}

async function eventSubject(
  file: string,
  subscription: string | undefined,
  flags: ExplainFlags,
  session: Session,
): Promise<Subject | Exit> {
  const loaded = loadDestinations(
    session,
    toSelection({ ...flags, ...(subscription !== undefined && { subscription }) }),
  )
  noteLoaded(loaded, session)
  const admits = (event: SourceEvent) => fires(event, subscription!, loaded)
  const read = await admittedEvent(file, flags, session, subscription === undefined ? undefined : admits)
  return typeof read === 'number' ? read : { event: read.event, loaded }
}

/** Reads the event of a test, and loads its mappings with its settings and mocks. */
function testSubject(
  place: TestPlace,
  subscription: string | undefined,
  flags: ExplainFlags,
  workspace: Workspace,
): Subject {
  const { mappings, destination, now, type } = flags
  if ([mappings, destination, now, type].some(flag => flag !== undefined)) {
    throw new ExitError(exit.usage, {
      message: 'a test names its own mappings: omit -m, -d, --now and --type',
    })
  }
  const suite = loadSuite(workspace, place.file)
  const test = testAt(place, suite.blocks())
  const all = suite.sources.map(source => loadFor(test.account, source))
  const loaded = subscription === undefined ? all : havingSubscription(all, subscription)
  const { events } = runCase({ ...test, skip: false, todo: false }, suite.suite, suite.host).output!
  const admits = (event: unknown) => subscription !== undefined && fires(event, subscription, loaded)
  return { event: events.find(admits) ?? events[0], loaded }
}

/** Explains the subscriptions with a name: names may be equal. */
function explainNamed(
  { destination, subscriptions }: LoadedDestination,
  event: unknown,
  name: string,
  options?: WhyOptions,
): Explanation[] {
  const { why } = inspect(destination)
  return subscriptions.flatMap((other, number) => (other === name ? [why(event, number, options)] : []))
}

/** True if a subscription with the name has a trigger that is true. */
function fires(event: unknown, name: string, loaded: readonly LoadedDestination[]): boolean {
  return loaded.some(one => explainNamed(one, event, name).some(({ fired }) => fired))
}

/** Suggests the next command. */
function hint(file: string, explanation: Explanation, flags: ExplainFlags): string {
  const { force, path, trace } = flags
  const { fired, subscription, value, failures, steps, parts = [] } = explanation
  const ask = (question: string, ...more: string[]) =>
    `\n  ${question}    ${visible(explainLine(file, subscription, [...destinationFlags(flags), ...more]))}\n`
  if (!fired && !force) return ask('what would it send?', '--force')
  const absent = parts.find(({ at, value }) => value === undefined && !at.includes('*'))
  if (path === undefined && trace === undefined && absent !== undefined) {
    return ask('why is one absent?', ...(force ? ['--force'] : []), '--path', absent.at)
  }
  if (path !== undefined && value === undefined && failures.length === 0 && steps.length > 0)
    return '\n  an absent value removes the key; null would be kept\n'
  return ''
}

function destinationFlags({ mappings, destination, type }: ExplainFlags): string[] {
  return [
    ...(mappings === undefined ? [] : ['-m', mappings]),
    ...(destination === undefined ? [] : ['-d', destination.join(',')]),
    ...(type === undefined ? [] : ['--type', type]),
  ]
}

function stepJson({ pointer, span, text, ...step }: Step, source: LoadedDestination['source']): unknown {
  const { place } = findWritten(source, pointer, span)
  const at = (offset: number) => ({ offset, ...position(place.text, offset) })
  return { pointer, file: place.file, range: { start: at(place.start), end: at(place.end) }, expr: text, ...step }
}
