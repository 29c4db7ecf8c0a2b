import type { FileSystem } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

const tests = '.test.json'

export function isTestFile(file: string): boolean {
  return file.endsWith(tests)
}

/**
 * Finds the files that a person named by a path: a file, those of a folder, or those that match a pattern. An empty
 * folder has no files.
 *
 * @throws WorkspaceError if there is nothing at the path
 */
export function findFiles(files: FileSystem, path: string, isWanted: (file: string) => boolean): readonly string[] {
  const found = files.stat(path)
  // A file may be called like a pattern.
  if (found === 'file') return [path]
  const matching = (found ? files.glob('**/*.json', path) : files.glob(path)).filter(isWanted)
  if (matching.length > 0 || found) return matching
  throw new WorkspaceError('usage', { message: `there is no file \`${path}\`` })
}
