import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'PD-a',
    change: requests =>
      requests === 'rejected'
        ? requests
        : requests.map(request => ({ ...request, url: request.url.replaceAll('+', '%20') })),
  },
]
