import type { FileSystem } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

const tests = '.test.json'

export function isTestFile(file: string): boolean {
  return file.endsWith(tests)
}

/**
 * Finds files by a path: one file, the files in a folder, or the matches of a pattern. The list is empty for an empty
 * folder.
 *
 * @throws WorkspaceError if the path does not exist
 */
export function findFiles(files: FileSystem, path: string, isWanted: (file: string) => boolean): readonly string[] {
  const found = files.stat(path)
  // A file may be called like a pattern.
  if (found === 'file') return [path]
  const matching = (found ? files.glob('**/*.json', path) : files.glob(path)).filter(isWanted)
  if (matching.length > 0 || found) return matching
  throw new WorkspaceError('usage', { message: `there is no file \`${path}\`` })
}
