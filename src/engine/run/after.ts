import type { Request } from '../../request/index.ts'
import type { Subject } from './subject.ts'

/**
 * Adds to each request the requests that must be settled before it: the nearest earlier ones with a common subject.
 * Transitive predecessors are not repeated, so lists stay short even with many requests for one person.
 */
export function withPredecessors(requests: readonly Request[], subjects: readonly Subject[]): Request[] {
  const latest = new Map<string, number>()
  /** Requests that no later one waits for yet. */
  const open = new Set<number>()
  /** The last request that keeps its order with all others. */
  let barrier: number | undefined
  return requests.map((request, number) => {
    const values = new Set<string>()
    let isAboutAll = false
    for (const index of request.actions) {
      const subject = subjects[index]
      if (subject === undefined) isAboutAll = true
      else for (const value of subject) values.add(value)
    }
    const after = new Set<number>()
    if (isAboutAll) {
      for (const earlier of open) after.add(earlier)
      open.clear()
      latest.clear()
      barrier = number
    } else {
      for (const value of values) {
        const earlier = latest.get(value)
        if (earlier !== undefined) after.add(earlier)
        latest.set(value, number)
      }
      if (after.size === 0 && barrier !== undefined) after.add(barrier)
      for (const earlier of after) open.delete(earlier)
    }
    open.add(number)
    return { ...request, after: [...after].sort((a, b) => a - b) }
  })
}
