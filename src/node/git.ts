import { execFileSync } from 'node:child_process'
import { WorkspaceError } from '../workspace/index.ts'

/**
 * Lists files that changed since the last commit, including untracked ones, as paths relative to the folder.
 *
 * @throws WorkspaceError without git or a commit
 */
export function changedFiles(folder: string): ReadonlySet<string> {
  const git = (...args: readonly string[]): string[] => {
    const text = execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return text.split(/[\0\n]/).filter(line => line !== '')
  }
  try {
    const known = git('diff', '--name-only', '-z', '--relative', 'HEAD')
    const unknown = git('ls-files', '--others', '--exclude-standard', '-z')
    return new Set([...known, ...unknown])
  } catch {
    const message = '--changed needs a git repository with at least one commit'
    throw new WorkspaceError('usage', { message })
  }
}
