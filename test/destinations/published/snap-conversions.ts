import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'SC-a',
    change: requests =>
      requests === 'rejected'
        ? requests
        : requests.map(request => {
            const { authorization: _, ...headers } = request.headers
            return { ...request, headers }
          }),
  },
]
