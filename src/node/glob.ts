import { readdirSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { escapePath, type GlobOptions, globSync } from 'tinyglobby'
import { fileError } from '../workspace/index.ts'

const tests = '**/*.test.json'
const foreign = ['**/node_modules/**', '**/dist/**']

/**
 * Files that match a pattern, sorted, so that the order is the same on every machine. Tests are not among them. Throws a
 * `Stop` for a folder that cannot be read: what is in it would be passed over.
 */
export function filesMatching(pattern: string): string[] {
  let denied: unknown
  const found = matching(pattern, [tests, ...foreign], {
    readdirSync: ((path: string, options: object) => {
      try {
        return readdirSync(path, options)
      } catch (error) {
        const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT'
        if (isThere) denied ??= fileError(relative('', path), error)
        throw error
      }
    }) as never,
  })
  if (denied) throw denied
  return found
}

/** Files of tests that match a pattern, sorted. */
export function testsMatching(pattern: string): string[] {
  return matching(pattern, foreign).filter(file => file.endsWith('.test.json'))
}

/** The pattern of all files of JSON in a folder, whatever its name. */
export function jsonIn(folder: string): string {
  return `${escapePath(folder.replace(/\/+$/, ''))}/**/*.json`
}

/** The folders of all files of JSON here, and under other folders. */
export function jsonFolders(others: readonly string[]): string[] {
  const files = ['.', ...others].flatMap(folder => matching(`${folder}/**/*.json`, foreign))
  return [...new Set(['.', ...files.map(file => dirname(file))])]
}

function matching(pattern: string, ignore: string[], fs: GlobOptions['fs'] = {}): string[] {
  return globSync(pattern, { ignore, expandDirectories: false, dot: false, fs }).sort()
}
