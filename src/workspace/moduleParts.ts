import { type ModulePart, moduleParts } from '../engine/index.ts'
import { suggest } from '../text/index.ts'
import { WorkspaceError } from './workspaceError.ts'

const known = Object.keys(moduleParts) as ModulePart[]

/**
 * Reads the names of the parts that a module has. Their order changes nothing.
 *
 * @throws WorkspaceError if a name is wrong, or a part has no effect without another
 */
export function readParts(given: readonly string[]): readonly ModulePart[] {
  const unknown = given.find(part => !known.some(name => name === part))
  if (unknown !== undefined) {
    const near = suggest(unknown, known)
    const help = near === undefined ? `there are ${known.join(', ')}` : `did you mean \`${near}\`?`
    throw new WorkspaceError('usage', { message: `a module has no part \`${unknown}\``, help })
  }
  const parts = known.filter(part => given.includes(part))
  if (parts.length === 0) {
    throw new WorkspaceError('usage', {
      message: 'a module without parts does nothing',
      help: `name some of ${known.join(', ')}`,
    })
  }
  if (parts.includes('batches') && !parts.includes('requests')) {
    throw new WorkspaceError('usage', { message: '`batches` needs the part `requests`', help: 'add `requests`' })
  }
  return parts
}
