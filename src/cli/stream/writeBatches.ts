import { setImmediate } from 'node:timers/promises'
import type { Action, Failure } from '../../engine/index.ts'
import { collectWarnings } from '../../render/index.ts'
import type { CompiledSource, Event } from '../../workspace/index.ts'
import { type ErrorRow, errorRow, type LocatedAction, locate } from '../../workspace/index.ts'
import { type Exit, exit } from '../exit.ts'
import { type Call, chooseExit } from './readCalls.ts'
import { requestLine } from './requestLine.ts'
import type { EmitOptions, Emitted } from './writeRows.ts'

/**
 * Maps calls and batches their requests, as in production. The number of calls bounds the output.
 */
export async function emitBatches(
  calls: readonly Call[],
  { emit }: Pick<EmitOptions, 'emit'>,
  destinations: readonly CompiledSource[],
): Promise<Emitted> {
  const errors: { row: ErrorRow; line: number }[] = []
  const heard = new Set<Event>()
  let text = ''
  let result: Exit = exit.fine
  let actions = 0
  for (const call of calls) {
    if (!('refused' in call)) continue
    const { code, at, message } = call.refused
    errors.push({ row: { status: 'error', code, at, message }, line: call.line })
    result = Math.max(result, chooseExit(call)) as Exit
  }
  const events = calls.flatMap(call => ('refused' in call ? [] : [call]))
  for (const { destination, includes, credentials } of destinations) {
    const located: LocatedAction[] = []
    const isWanted = ({ subscription }: Action | Failure) => includes(subscription)
    const fail = (failure: Failure, event: Event): void => {
      errors.push({ row: errorRow(failure), line: event.line })
      heard.add(event)
    }
    for (const event of events) {
      const mapped = destination.map(event.event)
      located.push(...locate(event, mapped.actions.filter(isWanted)))
      for (const failure of mapped.failures.filter(isWanted)) fail(failure, event)
      // Signals arrive only between tasks of the event loop.
      await setImmediate()
    }
    const { requests, failures } = destination.requests(
      located.map(({ action }) => action),
      { batch: true, redact: true },
    )
    for (const failure of failures) fail(failure, located[failure.index!]!.event)
    for (const request of requests) {
      text += requestLine(request, located, { emit, credentials })
      for (const index of request.actions) heard.add(located[index]!.event)
    }
    actions += new Set(requests.flatMap(request => request.actions)).size
  }
  if (errors.length > 0) result = Math.max(result, exit.no) as Exit
  const silent = events.filter(event => !heard.has(event)).length
  const warnings = collectWarnings(events)
  return { text, calls: calls.length, events: events.length, actions, silent, errors, warnings, exit: result }
}
