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

/** Those of them that hold others. */
export const objectRoots: ReadonlySet<string> = new Set(['properties', 'traits', 'context', 'integrations'])

/** True if some call may have what is at the path: nothing is below an ID, a name or a time. */
export function isField([root = '', ...keys]: Path): boolean {
  return keys.length === 0 ? roots.has(root) : objectRoots.has(root)
}

/** What was probably meant by the first key of a path that no call has; `""` if it is too much. */
export function nearRoot([root = '', ...keys]: Path): Extra {
  const found = near(root, keys.length === 0 ? roots : objectRoots)
  if (found.meant === undefined && isField(keys)) return { help: `leave out \`${root}.\``, meant: '' }
  return found
}
