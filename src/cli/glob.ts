import { globSync } from 'tinyglobby'

/** Files that match a pattern, sorted, so that the order is the same on every machine. Tests are not among them. */
export function filesMatching(pattern: string): string[] {
  const ignore = ['**/*.test.json', '**/node_modules/**']
  return globSync(pattern, { ignore, expandDirectories: false, dot: false }).sort()
}
