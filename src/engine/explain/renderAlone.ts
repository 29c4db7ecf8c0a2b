import type { Request } from '../../request/index.ts'
import type { Action, Failure } from '../run/action.ts'
import { renderRequests } from '../run/requests.ts'
import type { TracedProgram } from './tracedProgram.ts'

interface Rendered {
  readonly requests: readonly Request[]
  readonly failures: readonly Failure[]
  /** Reason why the action makes no request on purpose. */
  readonly skipped?: string
}

/** Renders the requests of a single action. */
export function renderAlone(action: Action, { requestContext }: TracedProgram): Rendered {
  const { requests, failures, skipped } = renderRequests([action], requestContext, { batch: false, redact: true })
  // An action without templates makes no request by design: its payload is the result.
  const [none] = requestContext.action(action.action)!.requests.length > 0 ? skipped : []
  return { requests, failures, ...(none && { skipped: none.message }) }
}
