import type { Request } from '../index.ts'
import type { Call, Event } from './calls.ts'
import { curl } from './curl.ts'
import type { Loaded } from './destinations.ts'
import { requestJson } from './requestJson.ts'
import { type ErrorRow, type Row, rowsOf } from './row.ts'
import type { Tally } from './tally.ts'

/** What a line of the output is. */
export type Form = 'envelopes' | 'payloads' | 'requests' | 'curl'
export type Status = 'ok' | 'skipped' | 'errors'

export interface EmitOptions {
  readonly emit: Form
  readonly only?: Status
  readonly include?: 'skipped'
  readonly onError: 'keep' | 'skip' | 'fail'
}

/** Makes the function that turns a call into lines, and counts what came of it. */
export function emitter(options: EmitOptions, destinations: readonly Loaded[], tally: Tally): (call: Call) => string {
  const { emit, only, include, onError } = options
  const withSkipped = only === 'skipped' || (include === 'skipped' && only === undefined)
  const wanted = new Set<Row['status']>(only === undefined ? ['ok', 'skipped'] : [only === 'errors' ? 'error' : only])
  if (only === undefined && onError !== 'skip') wanted.add('error')
  const rowOptions = { withSkipped, withRequests: emit !== 'payloads' }

  return call => {
    if ('refused' in call) {
      const { line, messageId, refused } = call
      const { code, at, message } = refused
      const row: ErrorRow = { status: 'error', code, at, message }
      tally.error(row, line)
      return wanted.has('error') && emit === 'envelopes' ? envelope({ line, messageId }, row) : ''
    }
    let text = ''
    const all: Row[] = []
    for (const loaded of destinations) {
      const rows = rowsOf(loaded, call.event, rowOptions)
      for (const row of rows) {
        const [settled, line] = write(row, call, loaded)
        text += line
        all.push(settled)
      }
    }
    tally.event(all, call.line)
    return text
  }

  /** A row, and what is written of it. What is nested too deep to be written is an error like any other. */
  function write(row: Row, call: Event, loaded: Loaded): [Row, string] {
    try {
      return [row, wanted.has(row.status) ? rowText(row, call, loaded) : '']
    } catch (error) {
      if (!(error instanceof RangeError && row.status === 'ok')) throw error
      const { subscription, action } = row
      const message = 'the payload is nested too deep'
      return write({ subscription, action, status: 'error', code: 'CM906', at: '', message }, call, loaded)
    }
  }

  function rowText(row: Row, { line, event: { messageId } }: Event, { destination, secrets }: Loaded): string {
    if (emit === 'envelopes') {
      const named = destinations.length > 1 ? { destination: destination.slug } : {}
      const requests =
        row.status === 'ok' ? { requests: row.requests.map(request => requestJson(request, secrets)) } : {}
      return envelope({ line, messageId, ...named }, { ...row, ...requests })
    }
    if (row.status !== 'ok') return ''
    if (emit === 'payloads') return `${JSON.stringify(row.payload)}\n`
    const requestText = (request: Request) =>
      emit === 'curl' ? curl(request) : JSON.stringify(requestJson(request, secrets))
    return row.requests.map(request => `${requestText(request)}\n`).join('')
  }
}

function envelope(head: object, row: object): string {
  return `${JSON.stringify({ v: 1, ...head, ...row })}\n`
}
