import { collectWarnings, type LineFinding, wireJson } from '../../render/index.ts'
import type { CompiledSource, Event } from '../../workspace/index.ts'
import { type ErrorRow, locate, mapToRows, type Row } from '../../workspace/index.ts'
import { type Exit, exit } from '../exit.ts'
import { type Call, chooseExit, type Refusal } from './readCalls.ts'
import { requestLine } from './requestLine.ts'

/** Content of an output line. */
type Form = 'envelopes' | 'payloads' | 'requests' | 'curl'
type Status = 'ok' | 'skipped' | 'errors'

export interface EmitOptions {
  readonly emit: Form
  readonly only?: Status
  readonly include?: 'skipped'
  readonly onError: 'keep' | 'skip' | 'fail'
  /** Stops after this number of calls. */
  readonly limit?: number
}

/** Part of the output, with counts of the calls that end in it. Plain data, so that a worker can send it. */
export interface Emitted {
  readonly text: string
  readonly calls: number
  /** Number of calls that are events. */
  readonly events: number
  readonly actions: number
  /** Events that send nothing and have no errors. */
  readonly silent: number
  readonly errors: readonly { readonly row: ErrorRow; readonly line: number }[]
  readonly warnings: readonly LineFinding[]
  /** Highest exit code of these calls. */
  readonly exit: Exit
}

/** Most characters of a part with several lines. All output of a call may be too long for one string. */
const partSize = 2 ** 20

/** Milliseconds after which a part ends, so that the process can be interrupted. */
const partTime = 20

interface Part extends Emitted {
  text: string
  calls: number
  events: number
  actions: number
  silent: number
  exit: Exit
  readonly errors: Emitted['errors'][number][]
  readonly warnings: LineFinding[]
  readonly started: number
}

function createPart(): Part {
  const counts = { calls: 0, events: 0, actions: 0, silent: 0 }
  return { text: '', ...counts, errors: [], warnings: [], exit: exit.fine, started: performance.now() }
}

/** Creates a function that maps calls to lines, in parts: many calls each, or one if any call may be the last. */
export function emitter(
  options: EmitOptions,
  destinations: readonly CompiledSource[],
): (calls: readonly Call[]) => Iterable<Emitted> {
  const { emit, only, include, onError, limit } = options
  const withSkipped = only === 'skipped' || (include === 'skipped' && only === undefined)
  const wanted = new Set<Row['status']>(only === undefined ? ['ok', 'skipped'] : [only === 'errors' ? 'error' : only])
  if (only === undefined && onError !== 'skip') wanted.add('error')
  const rowOptions = { withSkipped, withRequests: emit !== 'payloads' }
  const isEachAlone = limit !== undefined || onError === 'fail'

  return function* (calls) {
    let part = createPart()
    for (const call of calls) {
      const { actions: actionsBefore, errors } = part
      const errorsBefore = errors.length
      for (const [row, written] of 'refused' in call ? [refusal(call)] : mapCall(call)) {
        if (part.text.length + written.length > partSize) {
          yield { ...createPart(), text: part.text }
          part.text = ''
        }
        part.text += written
        if (row.status === 'ok') part.actions++
        if (row.status === 'error') errors.push({ row, line: call.line })
      }
      const failed = errors.length > errorsBefore
      if (failed) part.exit = Math.max(part.exit, 'refused' in call ? chooseExit(call) : exit.no) as Exit
      part.calls++
      if (!('refused' in call)) {
        part.events++
        part.warnings.push(...collectWarnings([call]))
        if (!failed && part.actions === actionsBefore) part.silent++
      }
      if (!isEachAlone && performance.now() < part.started + partTime) continue
      yield part
      part = createPart()
    }
    yield part
  }

  function refusal(call: Refusal): [Row, string] {
    const { line, messageId, refused } = call
    const { code, at, message } = refused
    const row: ErrorRow = { status: 'error', code, at, message }
    return [row, wanted.has('error') && emit === 'envelopes' ? envelope({ line, messageId }, row) : '']
  }

  function mapCall(call: Event): [Row, string][] {
    return destinations.flatMap(loaded =>
      mapToRows(loaded, call.event, rowOptions).map(row => write(row, call, loaded)),
    )
  }

  /** Prints a row. A payload that is nested too deep to print, or too large, becomes an error row. */
  function write(row: Row, call: Event, loaded: CompiledSource): [Row, string] {
    try {
      return [row, wanted.has(row.status) ? rowText(row, call, loaded) : '']
    } catch (error) {
      if (!(error instanceof RangeError && row.status === 'ok')) throw error
      const { subscription, action } = row
      const message = 'the payload is nested too deep, or too large, to be printed'
      return write({ subscription, action, status: 'error', code: 'CM906', at: '', message }, call, loaded)
    }
  }

  function rowText(row: Row, call: Event, { destination, credentials }: CompiledSource): string {
    const { line, event } = call
    if (emit === 'envelopes') {
      const head = { line, messageId: event.messageId, destination: destination.slug }
      if (row.status !== 'ok') return envelope(head, row)
      const { made, ...shown } = row
      return envelope(head, { ...shown, requests: row.requests.map(wireJson) })
    }
    if (row.status !== 'ok') return ''
    if (emit === 'payloads') return `${JSON.stringify(row.payload)}\n`
    const located = locate(call, [row.made])
    return row.requests.map(request => requestLine(request, located, { emit, credentials })).join('')
  }
}

function envelope(head: object, row: object): string {
  return `${JSON.stringify({ v: 2, ...head, ...row })}\n`
}
