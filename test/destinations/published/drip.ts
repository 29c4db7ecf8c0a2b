import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'DR-a',
    change: requests =>
      requests === 'rejected'
        ? requests
        : requests.map(({ headers, ...request }) => ({
            ...request,
            headers: { ...headers, authorization: `Basic ${btoa(`${headers.authorization!.slice(6)}:`)}` },
          })),
  },
]
