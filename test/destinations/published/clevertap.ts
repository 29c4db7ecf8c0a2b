import type { Difference } from '../published.ts'

export const differences: readonly Difference[] = [
  {
    letter: 'CT-a',
    change: requests =>
      requests === 'rejected'
        ? requests
        : requests.map(({ body, ...request }) => ({ ...request, body: body.d ? { d: body.d.map(inSeconds) } : body })),
  },
]

function inSeconds({ ts, ...record }: Readonly<Record<string, unknown>>) {
  return { ...record, ts: Math.floor(Date.parse(String(ts)) / 1000) }
}
