import type { IdentityDefinition } from '../../destination/index.ts'
import type { Destination } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { type Item, listItems, type ReadRequest, readRequest } from './items.ts'

/** A call, and everything that a destination sends for it. */
export interface PreparedCall {
  readonly event: SourceEvent
  readonly requests: readonly ReadRequest[]
  /** Items of the requests that rules are about. */
  readonly items: readonly Item[]
  /** Reason that something is not sent. */
  readonly whyNot?: string
}

/** Maps each call on its own. The order of calls changes no request. */
export function prepare(
  destination: Destination,
  { rules }: Pick<IdentityDefinition, 'rules'>,
  events: readonly SourceEvent[],
): PreparedCall[] {
  return events.map(event => {
    const { actions, failures } = destination.map(event)
    const sent = destination.requests(actions, { batch: false, redact: true })
    const requests = sent.requests.map(readRequest)
    const items = requests.flatMap(request => listItems(request, rules))
    const [failure] = [...failures, ...sent.failures, ...sent.skipped]
    if (failure !== undefined) return { event, requests, items, whyNot: failure.message }
    return requests.length > 0
      ? { event, requests, items }
      : { event, requests, items, whyNot: explainNone(destination, event) }
  })
}

function explainNone(destination: Destination, event: SourceEvent): string {
  const verdict = destination.explain(event).verdicts.find(({ verdict }) => verdict !== 'unmatched')
  return verdict === undefined ? 'no subscription matches the call' : verdict.reason
}
