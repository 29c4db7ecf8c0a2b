import { execFileSync } from 'node:child_process'
import { exit, Stop } from '../workspace/index.ts'

/** The files that git has otherwise than the last commit, those it does not know too, as paths from here. */
export function changedFiles(): ReadonlySet<string> {
  try {
    const known = git('diff', '--name-only', '-z', '--relative', 'HEAD')
    const unknown = git('ls-files', '--others', '--exclude-standard', '-z')
    return new Set([...known, ...unknown])
  } catch {
    throw new Stop(exit.usage, { message: '--changed asks git, which has no commit to compare with here' })
  }
}

function git(...args: readonly string[]): string[] {
  const text = execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return text.split(/[\0\n]/).filter(line => line !== '')
}
