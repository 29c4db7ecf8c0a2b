import { findRepeats } from './events.ts'
import { type Program, until } from './process.ts'
import type { Vendor } from './vendor.ts'

/**
 * Lets a worker go on that was stopped, and finds what it sends before it has partitions again, which it logs with the
 * code `taken`. After that, it may repeat what another worker has lost or given up.
 */
export async function findOldRequests(worker: Program, vendor: Vendor, authorization: string, taken: string) {
  const [sent, logged] = [vendor.accepted.length, worker.log.length]
  worker.process.kill('SIGCONT')
  await until(() => worker.log.includes(`"${taken}"`, logged), 30, 'partitions for the stopped one')
  return findRepeats(vendor.accepted, sent, authorization)
}
