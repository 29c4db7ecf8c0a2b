import type { IdentityDefinition } from '../../destination/index.ts'
import { type Destination, inspect } from '../../engine/index.ts'
import { describeDropped, type SourceEvent } from '../../event/index.ts'
import { type JsonObject, own } from '../../value/index.ts'
import { idText } from './id.ts'
import { type Item, listItems, type ReadRequest, readRequest } from './items.ts'

/** A call, and everything that a destination sends for it. */
export interface PreparedCall {
  /** The call with IDs as requests have them: as text, without those that count as absent. */
  readonly event: SourceEvent
  /** Names the IDs that count as absent. */
  readonly dropped?: string | undefined
  readonly requests: readonly ReadRequest[]
  /** Items of the requests that rules are about. */
  readonly items: readonly Item[]
  /** Reason that something is not sent. */
  readonly whyNot?: string
}

/** Maps each call on its own. The order of calls changes no request. */
export function prepare(
  destination: Destination,
  identity: IdentityDefinition,
  events: readonly SourceEvent[],
): PreparedCall[] {
  const { known } = inspect(destination)
  return events.map(given => {
    const event = withTextIds(known(given))
    const dropped = describeDropped(given as unknown as JsonObject, known(given) as unknown as JsonObject)
    const { actions, failures } = destination.map(given)
    const sent = destination.requests(actions, { batch: false, redact: true })
    const requests = sent.requests.map(readRequest)
    const call = { event, dropped, requests, items: requests.flatMap(request => listItems(request, identity)) }
    const [failure] = [...failures, ...sent.failures, ...sent.skipped]
    if (failure !== undefined) return { ...call, whyNot: failure.message }
    return requests.length > 0 ? call : { ...call, whyNot: explainNone(destination, given) }
  })
}

/** Removes IDs that no request has, such as null, and makes text of numbers. */
function withTextIds(event: SourceEvent): SourceEvent {
  const ids = (['userId', 'anonymousId', 'previousId'] as const).map(key => [key, idText(own(event, key))])
  return { ...event, ...Object.fromEntries(ids) }
}

function explainNone(destination: Destination, event: SourceEvent): string {
  const verdict = destination.explain(event).verdicts.find(({ verdict }) => verdict !== 'unmatched')
  return verdict === undefined ? 'no subscription matches the call' : verdict.reason
}
