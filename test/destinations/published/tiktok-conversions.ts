import type { Difference } from '../published.ts'
import type { Body } from '../sent.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'TT-a',
    change: requests =>
      requests === 'rejected'
        ? requests
        : requests.map(request => {
            const [event] = request.body.data
            const known = Object.entries<Body>(event.user).filter(([, value]) => value.length > 0)
            const data = [{ ...event, user: Object.fromEntries(known) }]
            return { ...request, body: { ...request.body, data } }
          }),
  },
]
