import { findRepeats } from './events.ts'
import { type Program, until } from './process.ts'
import type { Vendor } from './vendor.ts'

/**
 * Lets a worker go on that was stopped, and finds what it sends before it has partitions again, which it logs with the
 * code `taken`. After that, it may repeat what another worker has lost or given up.
 */
export async function findOldRequests(worker: Program, vendor: Vendor, authorization: string, taken: string) {
  const [sent, logged] = [vendor.accepted.length, worker.log.length]
  let end: number | undefined
  // Between two looks at the log, it could already send for its new partitions.
  worker.process.stderr!.on('data', () => {
    if (worker.log.includes(`"${taken}"`, logged)) end ??= vendor.accepted.length
  })
  worker.process.kill('SIGCONT')
  await until(() => end !== undefined, 30, 'partitions for the stopped one')
  return findRepeats(vendor.accepted.slice(0, end), sent, authorization)
}
