import { printCount } from '../text/index.ts'
import type { Job } from '../workspace/index.ts'
import { visible } from './style.ts'
import { alignColumns } from './table.ts'

/** Renders what a delivery is about to send: a line for each destination. */
export function deliveryPlanText(jobs: readonly Job[]): string {
  const rows = jobs
    .filter(({ actions }) => actions.length > 0)
    .map(({ loaded: { destination, file }, actions }) => {
      const { requests } = destination.requests(
        actions.map(({ action }) => action),
        { redact: true, done: actions.map(({ done }) => done) },
      )
      const hosts = [...new Set(requests.map(({ url }) => url.split('/')[2]))].join(', ')
      const count = printCount(actions.length, 'action', 'actions')
      return [destination.name, file, `${count} in ${printCount(requests.length, 'request', 'requests')} to ${hosts}`]
    })
  return alignColumns(rows.map(row => row.map(visible)))
    .map(line => `${line}\n`)
    .join('')
}

/** Numbers of actions by their end, in the order of the summary. */
export type DeliveryCounts = Record<'delivered' | 'skipped' | 'rejected' | 'failed' | 'left', number>

export function deliveryCountsText(counts: DeliveryCounts): string {
  const shown = Object.entries(counts).filter(([name, count]) => count > 0 || name === 'delivered')
  return shown.map(([name, count]) => `${count} ${name}`).join(', ')
}
