import type { Difference } from '../published.ts'
import type { Body } from '../sent.ts'

const isOnIos = ({ context }: Body) => String(context?.os?.name).toLowerCase() === 'ios'

export const differences: readonly Difference[] = [
  {
    letter: 'RC-a',
    change: (requests, { events: given }) =>
      requests === 'rejected' || !given.some(isOnIos)
        ? requests
        : requests.map(request => {
            const events = request.body.events.map((event: Body) => {
              const { aaid, ...user } = event.user
              return aaid === undefined ? event : { ...event, user: { ...user, idfa: aaid } }
            })
            return { ...request, body: { ...request.body, events } }
          }),
  },
]
