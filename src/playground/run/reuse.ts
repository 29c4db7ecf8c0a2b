import type { RunReport } from './protocol.ts'

/** The report with those subscriptions of the last one that are the same, so that they are not drawn again. */
export function reuseSubscriptions(report: RunReport, last: RunReport | undefined): RunReport {
  const { event } = report
  if (event === undefined) return report
  const subscriptions = event.subscriptions.map((next, i) => {
    const before = last?.event?.subscriptions[i]
    // The order of members counts: it is that of the lines.
    return before && JSON.stringify(before) === JSON.stringify(next) ? before : next
  })
  return { ...report, event: { ...event, subscriptions } }
}
