import type { Request } from '../../request/index.ts'
import type { Action, Failure } from '../run/action.ts'
import type { TracedProgram } from './tracedProgram.ts'

interface Rendered {
  readonly requests: readonly Request[]
  readonly failures: readonly Failure[]
  /** Reason why the action makes no request on purpose. */
  readonly skipped?: string
}

/** Renders the requests of a single action. */
export function renderAlone(action: Action, tracedProgram: TracedProgram): Rendered {
  const { requests, failures, skipped } = tracedProgram.renderAlone(action)
  // An action without templates makes no request by design: its payload is the result.
  const [none] = tracedProgram.requestContext.action(action.action)!.requests.length > 0 ? skipped : []
  return { requests, failures, ...(none && { skipped: none.message }) }
}
