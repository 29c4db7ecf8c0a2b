import { CompileError } from '../diagnostics/index.ts'
import type { Destination } from '../engine/index.ts'
import { loadUse, mappingsNamed } from './load.ts'
import { locateDiagnostic } from './locate.ts'
import { readUse } from './mappingsFile.ts'
import { exit, Stop } from './workspaceError.ts'

/** The destinations of a file or of files that match a pattern, by their slugs. */
export function destinationsIn(pattern: string, wanted?: readonly string[]): Map<string, Destination> {
  const bySlug = new Map<string, Destination>()
  for (const use of mappingsNamed(pattern).map(file => readUse(file))) {
    if (wanted !== undefined && !wanted.includes(use.slug)) continue
    if (bySlug.has(use.slug)) {
      const message = `\`${pattern}\` has two files for \`${use.slug}\`, so it is not clear which to compare`
      throw new Stop(exit.usage, { message, help: 'name one file on each side' })
    }
    try {
      bySlug.set(use.slug, loadUse(use, {}).destination)
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      throw new Stop(exit.definition, ...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, use)))
    }
  }
  return bySlug
}
