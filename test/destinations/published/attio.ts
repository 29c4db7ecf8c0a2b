import type { Difference } from '../published.ts'
import type { Body } from '../sent.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'AO-a',
    change(requests, { batch }) {
      if (!batch || requests === 'rejected') return requests
      return requests.map(request => ({
        ...request,
        body: { assertions: request.body.assertions.map(withoutClock) },
      }))
    },
  },
]

/** The clock of the recorder is the time of an event that has none. */
function withoutClock({ received_at, ...assertion }: Body): Body {
  return received_at === '2026-03-14T09:28:00.000Z' ? assertion : { ...assertion, received_at }
}
