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
            const given = Object.entries<Body>(event.user).map(([key, value]) => {
              return [key, Array.isArray(value) ? value.filter(Boolean) : value] as const
            })
            const data = [{ ...event, user: Object.fromEntries(given.filter(([, value]) => value.length > 0)) }]
            return { ...request, body: { ...request.body, data } }
          }),
  },
]
