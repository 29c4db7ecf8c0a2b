import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'AT-b',
    change(requests, { action }) {
      if (action !== 'subscribeUser' || requests === 'rejected') return requests
      return requests.map(request => {
        const { externalIdentifiers, ...user } = request.body.user
        return { ...request, body: { ...request.body, user, ...(externalIdentifiers && { externalIdentifiers }) } }
      })
    },
  },
  {
    letter: 'AT-c',
    change(requests, { action }) {
      if (action !== 'subscribeUser' || requests === 'rejected') return requests
      return requests.every(({ body: { user } }) => user.phone || user.email) ? requests : 'rejected'
    },
  },
]
