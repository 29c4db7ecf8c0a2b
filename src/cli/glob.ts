import { dirname } from 'node:path'
import { escapePath, globSync } from 'tinyglobby'

const tests = '**/*.test.json'
const foreign = ['**/node_modules/**', '**/dist/**']

/** Files that match a pattern, sorted, so that the order is the same on every machine. Tests are not among them. */
export function filesMatching(pattern: string): string[] {
  return matching(pattern, [tests, ...foreign])
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

function matching(pattern: string, ignore: string[]): string[] {
  return globSync(pattern, { ignore, expandDirectories: false, dot: false }).sort()
}
