import { CompileError } from '../diagnostics/index.ts'
import type { Destination } from '../engine/index.ts'
import { loadSource, mappingsNamed } from './load.ts'
import { locateDiagnostic } from './locate.ts'
import { readMappingsSource } from './mappingsFile.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/**
 * Compiles the mappings at a path or pattern, by slug.
 *
 * @throws WorkspaceError with all mistakes of a file, or if two files are for the same destination
 */
export function destinationsIn(
  workspace: Workspace,
  pattern: string,
  wanted?: readonly string[],
): Map<string, Destination> {
  const bySlug = new Map<string, Destination>()
  for (const source of mappingsNamed(workspace, pattern).map(file => readMappingsSource(workspace, file))) {
    if (wanted !== undefined && !wanted.includes(source.slug)) continue
    if (bySlug.has(source.slug)) {
      const message = `\`${pattern}\` has two files for \`${source.slug}\`, so it is not clear which to compare`
      throw new WorkspaceError('usage', { message, help: 'name one file on each side' })
    }
    try {
      bySlug.set(source.slug, loadSource(source, {}).destination)
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      throw new WorkspaceError(
        'definition',
        ...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, source)),
      )
    }
  }
  return bySlug
}
