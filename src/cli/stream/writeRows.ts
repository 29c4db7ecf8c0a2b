import { wireJson } from '../../render/index.ts'
import type { Event, LoadedDestination } from '../../workspace/index.ts'
import { type ErrorRow, locate, type Row, rowsOf } from '../../workspace/index.ts'
import { type Exit, exit } from '../exit.ts'
import { collectWarnings, type Finding } from './findingKinds.ts'
import { type Call, exitOf, type Refusal } from './readCalls.ts'
import { requestLine } from './requestLine.ts'

/** What a line of the output is. */
type Form = 'envelopes' | 'payloads' | 'requests' | 'curl'
type Status = 'ok' | 'skipped' | 'errors'

export interface EmitOptions {
  readonly emit: Form
  readonly only?: Status
  readonly include?: 'skipped'
  readonly onError: 'keep' | 'skip' | 'fail'
  /** After how many calls it is enough. */
  readonly limit?: number
}

/** What comes of calls: what is written of them, and what is counted. Plain data, which a worker can send. */
export interface Emitted {
  readonly text: string
  readonly calls: number
  /** Those of the calls that are events. */
  readonly events: number
  readonly actions: number
  /** Events for which nothing is sent, without any error. */
  readonly silent: number
  readonly errors: readonly { readonly row: ErrorRow; readonly line: number }[]
  readonly warnings: readonly Finding[]
  /** What a command ends with that met this. */
  readonly exit: Exit
}

/** Makes the function that turns calls into lines: all at once, or each on its own where it may be the last. */
export function emitter(
  options: EmitOptions,
  destinations: readonly LoadedDestination[],
): (calls: readonly Call[]) => readonly Emitted[] {
  const { emit, only, include, onError, limit } = options
  const withSkipped = only === 'skipped' || (include === 'skipped' && only === undefined)
  const wanted = new Set<Row['status']>(only === undefined ? ['ok', 'skipped'] : [only === 'errors' ? 'error' : only])
  if (only === undefined && onError !== 'skip') wanted.add('error')
  const rowOptions = { withSkipped, withRequests: emit !== 'payloads' }
  const isEachAlone = limit !== undefined || onError === 'fail'

  return calls => (isEachAlone ? calls.map(call => emitted([call])) : [emitted(calls)])

  function emitted(calls: readonly Call[]): Emitted {
    let text = ''
    let [events, actions, silent] = [0, 0, 0]
    let result: Exit = exit.fine
    const errors: { row: ErrorRow; line: number }[] = []
    const warnings: Finding[] = []
    for (const call of calls) {
      const [actionsBefore, errorsBefore] = [actions, errors.length]
      for (const [row, written] of 'refused' in call ? [refusal(call)] : mapped(call)) {
        text += written
        if (row.status === 'ok') actions++
        if (row.status === 'error') errors.push({ row, line: call.line })
      }
      const failed = errors.length > errorsBefore
      if (failed) result = Math.max(result, 'refused' in call ? exitOf(call) : exit.no) as Exit
      if ('refused' in call) continue
      events++
      warnings.push(...collectWarnings([call]))
      if (!failed && actions === actionsBefore) silent++
    }
    return { text, calls: calls.length, events, actions, silent, errors, warnings, exit: result }
  }

  function refusal(call: Refusal): [Row, string] {
    const { line, messageId, refused } = call
    const { code, at, message } = refused
    const row: ErrorRow = { status: 'error', code, at, message }
    return [row, wanted.has('error') && emit === 'envelopes' ? envelope({ line, messageId }, row) : '']
  }

  function mapped(call: Event): [Row, string][] {
    return destinations.flatMap(loaded => rowsOf(loaded, call.event, rowOptions).map(row => write(row, call, loaded)))
  }

  /** A row, and what is written of it. What is nested too deep to be written is an error like any other. */
  function write(row: Row, call: Event, loaded: LoadedDestination): [Row, string] {
    try {
      return [row, wanted.has(row.status) ? rowText(row, call, loaded) : '']
    } catch (error) {
      if (!(error instanceof RangeError && row.status === 'ok')) throw error
      const { subscription, action } = row
      const message = 'the payload is nested too deep'
      return write({ subscription, action, status: 'error', code: 'CM906', at: '', message }, call, loaded)
    }
  }

  function rowText(row: Row, call: Event, { destination, credentials }: LoadedDestination): string {
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
