import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'FS-a',
    change: (requests, { action }) => {
      if (requests === 'rejected' || !action.endsWith('V2')) return requests
      const { uid, user, session } = requests[0]!.body
      if (!uid && !user && !session?.id) return 'rejected'
      if (!session?.id) return requests
      return requests.map(({ body: { user: _, ...body }, ...request }) => ({
        ...request,
        body: { ...body, session: { id: session.id } },
      }))
    },
  },
]
