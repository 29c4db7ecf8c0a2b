/** Numbers names that repeat: `a`, `a (2)`. GitLab shows only one JUnit test case of each name in a class. */
export function numberNames(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  return names.map(name => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}
