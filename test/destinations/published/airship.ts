import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'AS-a',
    change: requests =>
      requests === 'rejected' ? requests : requests.filter(({ body }) => body.attributes?.length !== 0),
  },
]
