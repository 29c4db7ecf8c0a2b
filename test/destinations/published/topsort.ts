import type { Difference } from '../published.ts'
import type { Body } from '../sent.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'TS-a',
    change: (requests, { action }) => {
      if (requests === 'rejected' || action !== 'impressionsList') return requests
      return requests.map(request => {
        const impressions = request.body.impressions.map((one: Body, i: number) => ({
          ...one,
          id: `${one.id}-${i + 1}`,
        }))
        return { ...request, body: { ...request.body, impressions } }
      })
    },
  },
]
