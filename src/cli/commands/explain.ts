import type { Explanation, Step } from '../../index.ts'
import { runCase } from '../../suite/index.ts'
import { type Event, exitOf, normalizeOptions, readCalls, refusalText } from '../calls.ts'
import type { Command, GlobalFlags } from '../command.ts'
import { havingSubscription, type Loaded, loadDestinations, noteLoaded } from '../destinations.ts'
import { type Detail, explanationText } from '../explanationText.ts'
import { warningsText } from '../kinds.ts'
import { position } from '../problem.ts'
import { explainLine } from '../shell.ts'
import { type Exit, exit, Stop } from '../stop.ts'
import { loadFor, loadSuite } from '../suites.ts'
import { type Terminal, visible } from '../terminal.ts'
import { parseTestPlace, type TestPlace, testAt } from '../testPlace.ts'
import { findWritten } from '../written.ts'

interface ExplainFlags extends GlobalFlags {
  readonly path?: string
  readonly trace?: Detail
  readonly force?: boolean
}

export const explain: Command<ExplainFlags> = {
  name: 'explain',
  takes: '<event> <subscription>',
  summary: 'why a subscription sends what it sends, or why it does not',
  flags: [
    {
      flag: '--path <pointer>',
      description: 'where this value of the payload comes from, or why it is absent',
      parse: pathOf,
    },
    { flag: '--trace <detail>', description: 'the steps that gave nothing, or all steps', choices: ['fails', 'full'] },
    { flag: '--force', description: 'as if the trigger were true' },
  ],
  examples: [
    ['callmap explain event.json order-completed', 'what it sends, or why it does not'],
    ['callmap explain event.json order-completed --path /data/total', 'where a value comes from'],
    ['callmap explain event.json order-completed --force', 'what it would send if its trigger were true'],
    ['sed -n 88p events.ndjson | callmap explain - order-completed', 'one event of a log'],
    ['callmap explain mappings/x.test.json#18 order-completed', 'the test that is there, or the row of its table'],
  ],
  run,
}

function pathOf(text: string): string {
  if (text === '' || text.startsWith('/')) return text
  throw new Stop(exit.usage, {
    message: `--path takes a JSON Pointer, not \`${text}\``,
    help: `for example --path /${text.replaceAll('.', '/')}`,
  })
}

async function run(
  [file = '-', subscription = '']: readonly string[],
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<Exit> {
  const place = parseTestPlace(file)
  const asked = place
    ? testSubject(place, subscription, flags)
    : await eventSubject(file, subscription, flags, terminal)
  if (typeof asked === 'number') return asked
  const { event, loaded } = asked
  const { path, force = false } = flags
  const options = { ...(path !== undefined && { path }), force }
  const detail = flags.trace ?? 'full'
  const documents: unknown[] = []
  let failed = false
  for (const { use, destination } of loaded) {
    const explanation = destination.why(event, subscription, options)
    failed ||= explanation.failures.length > 0
    if (flags.json)
      documents.push({
        v: 1,
        destination: destination.slug,
        ...explanation,
        steps: explanation.steps.map(step => stepJson(step, use)),
      })
    else {
      await terminal.print(explanationText(explanation, use, terminal.style, { detail, isWhole: path === undefined }))
      await terminal.print(hint(file, explanation, flags))
    }
  }
  for (const document of documents) await terminal.print(jsonText(document))
  return failed ? exit.no : exit.fine
}

/** A document of its own for each destination that has the subscription. */
function jsonText(document: unknown): string {
  try {
    return `${JSON.stringify(document, null, 2)}\n`
  } catch {
    // Of JSON, only that fails which is nested deeper than the stack is.
    throw new Stop(exit.no, { message: 'a value is nested too deep to be written as JSON' })
  }
}

/** What is asked about: an event, and the destinations that have the subscription. */
interface Subject {
  readonly event: unknown
  readonly loaded: readonly Loaded[]
}

async function eventSubject(
  file: string,
  subscription: string,
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<Subject | Exit> {
  const loaded = loadDestinations({ ...flags, subscription })
  noteLoaded(loaded, terminal)
  const read = await firstEvent(file, flags, terminal)
  return typeof read === 'number' ? read : { event: read.event, loaded }
}

/** The event of a test as the test maps it, by what the test says that it maps with. */
function testSubject(place: TestPlace, subscription: string, flags: ExplainFlags): Subject {
  const { mappings, destination, now, type } = flags
  if ([mappings, destination, now, type].some(flag => flag !== undefined)) {
    throw new Stop(exit.usage, { message: 'a test says itself what it maps with: take -m, -d, --now and --type out' })
  }
  const suite = loadSuite(place.file)
  const test = testAt(place, suite.blocks())
  const loaded = havingSubscription(
    suite.uses.map(use => loadFor(test.account, use)),
    subscription,
  )
  const { output } = runCase({ ...test, skip: false, todo: false }, suite.suite, suite.host)
  return { event: output!.event, loaded }
}

/** The first event of a file; what a command ends with when there is none. */
async function firstEvent(file: string, flags: ExplainFlags, terminal: Terminal): Promise<Event | Exit> {
  for await (const calls of readCalls([file], normalizeOptions(flags))) {
    for (const call of calls) {
      if (!('refused' in call)) {
        if (calls.length > 1)
          terminal.note(`${file} has several events; this is about the first, of line ${call.line}\n`)
        terminal.note(warningsText([call], terminal.errorStyle))
        return call
      }
      terminal.error(refusalText(call, terminal.errorStyle))
      return exitOf(call)
    }
  }
  throw new Stop(exit.input, { message: `there is no event in \`${file}\`` })
}

/** What to ask next. */
function hint(file: string, explanation: Explanation, { force, path, mappings, destination }: ExplainFlags): string {
  const { fired, subscription, value, failures, steps } = explanation
  if (!fired && !force) {
    const flags = [
      ...(mappings === undefined ? [] : ['-m', mappings]),
      ...(destination === undefined ? [] : ['-d', destination.join(',')]),
      '--force',
    ]
    return `\n  what would it send?    ${visible(explainLine(file, subscription, flags))}\n`
  }
  if (path !== undefined && value === undefined && failures.length === 0 && steps.length > 0)
    return '\n  an absent value removes the key; null would be kept\n'
  return ''
}

function stepJson({ pointer, span, text, ...step }: Step, use: Loaded['use']): unknown {
  const { place } = findWritten(use, pointer, span)
  const at = (offset: number) => ({ offset, ...position(place.text, offset) })
  return { pointer, file: place.file, range: { start: at(place.start), end: at(place.end) }, expr: text, ...step }
}
