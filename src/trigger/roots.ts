import { type Extra, near } from '../diagnostics/index.ts'
import type { Path } from '../value/index.ts'

/** Fields that a path may start with: those of all six calls. */
export const roots: ReadonlySet<string> = new Set([
  'type',
  'event',
  'name',
  'category',
  'userId',
  'anonymousId',
  'groupId',
  'previousId',
  'messageId',
  'properties',
  'traits',
  'context',
  'integrations',
  'channel',
  'version',
  'timestamp',
  'originalTimestamp',
  'sentAt',
  'receivedAt',
  'projectId',
  'writeKey',
])

/** Fields that contain other fields. */
const objectRoots: ReadonlySet<string> = new Set(['properties', 'traits', 'context', 'integrations'])

/** True if some call may have a value at the path: IDs, names and times contain nothing. */
export function isField([root = '', ...keys]: Path): boolean {
  return keys.length === 0 ? roots.has(root) : objectRoots.has(root)
}

/** Suggests a first key for a path that no call has; `""` if the key is superfluous. */
export function nearRoot([root = '', ...keys]: Path): Extra {
  const found = near(root, keys.length === 0 ? roots : objectRoots)
  if (found.meant === undefined && isField(keys)) return { help: `leave out \`${root}.\``, meant: '' }
  return found
}
