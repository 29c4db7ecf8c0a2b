import { execFileSync } from 'node:child_process'
import { WorkspaceError } from '../workspace/index.ts'

/** The files of a folder that git has otherwise than the last commit, those it does not know too, as paths from there. */
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
    const message = '--changed asks git, which has no commit to compare with here'
    throw new WorkspaceError('usage', { message })
  }
}
