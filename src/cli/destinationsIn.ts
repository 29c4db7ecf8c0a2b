import { CompileError, type Destination } from '../index.ts'
import { loadUse } from './destinations.ts'
import { filesMatching } from './glob.ts'
import { toProblem } from './located.ts'
import { readUse } from './mappingsFile.ts'
import { exit, Stop } from './stop.ts'

/** The destinations of a file or of files that match a pattern, by their slugs. */
export function destinationsIn(pattern: string, wanted?: readonly string[]): Map<string, Destination> {
  const files = filesMatching(pattern)
  if (files.length === 0) throw new Stop(exit.usage, { message: `there is no file \`${pattern}\`` })
  const bySlug = new Map<string, Destination>()
  for (const use of files.map(file => readUse(file))) {
    if (wanted !== undefined && !wanted.includes(use.slug)) continue
    if (bySlug.has(use.slug)) {
      const message = `\`${pattern}\` has two files for \`${use.slug}\`, so it is not clear which to compare`
      throw new Stop(exit.usage, { message, help: 'name one file on each side' })
    }
    try {
      bySlug.set(use.slug, loadUse(use, {}).destination)
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      throw new Stop(exit.definition, ...error.diagnostics.map(diagnostic => toProblem(diagnostic, use)))
    }
  }
  return bySlug
}
