import type { Vault } from '../authoring/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import { readBundled } from './catalogue.ts'
import { type CompiledSource, compileSource, type SourceOptions, type SourceValues } from './compileSource.ts'
import { findFiles, isTestFile } from './findFiles.ts'
import { findPlace, locateDiagnostic } from './locate.ts'
import type { LocatedDiagnostic, Remedy } from './locatedDiagnostic.ts'
import { definitionSource, isForeign, type MappingsSource, parseMappingsSource } from './mappingsFile.ts'
import type { Selection, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A compiled destination, with the files that it was compiled from. */
export interface LoadedDestination extends CompiledSource {
  readonly source: MappingsSource
  /** The mappings file, or the definition if it is used alone. */
  readonly file: string
  /** Findings that do not prevent mapping. */
  readonly warnings: readonly LocatedDiagnostic[]
}

/** Folder of the mappings of a project. */
export const defaultFolder = 'mappings'

/**
 * Finds and compiles the destinations of a selection. Without a vault, secrets stay references.
 *
 * @throws WorkspaceError with all mistakes in all files
 */
export function loadDestinations(workspace: Workspace, selection: Selection, vault?: Vault): LoadedDestination[] {
  const { subscription } = selection
  const loaded: LoadedDestination[] = []
  const { sources, diagnostics } = findSources(workspace, selection)
  for (const source of sources) {
    try {
      loaded.push(loadSource(source, { wanted: subscription, vault }))
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      diagnostics.push(...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, source)))
    }
  }
  if (diagnostics.length > 0) throw new WorkspaceError('definition', ...diagnostics)
  return subscription === undefined ? loaded : havingSubscription(loaded, subscription)
}

/**
 * Filters destinations by the name of a subscription.
 *
 * @throws WorkspaceError if no destination has it
 */
export function havingSubscription(loaded: readonly LoadedDestination[], subscription: string): LoadedDestination[] {
  const having = loaded.filter(({ subscriptions }) => subscriptions.includes(subscription))
  if (having.length > 0) return having
  const names = [...new Set(loaded.flatMap(({ subscriptions }) => subscriptions))]
  const near = suggest(subscription, names)
  const help =
    near === undefined ? `there are ${names.map(name => `\`${name}\``).join(', ')}` : `did you mean \`${near}\`?`
  throw new WorkspaceError('usage', { message: `there is no subscription \`${subscription}\``, help })
}

/**
 * Lists the mappings files and definitions at a path.
 *
 * @throws WorkspaceError if the path has no mappings
 */
export function mappingsNamed(workspace: Workspace, path: string): readonly string[] {
  const files = findMappings(workspace, path)
  if (files.length === 0) throw new WorkspaceError('usage', { message: `there are no mappings in \`${path}\`` })
  return files
}

function findMappings({ files }: Workspace, path: string): readonly string[] {
  return findFiles(files, path, file => !isTestFile(file) && !isForeign(files.read(file)))
}

/** Lists the files at `paths`; without `paths`, those in the folder `mappings` if it exists. */
function mappingFiles(workspace: Workspace, { paths }: Selection): readonly string[] {
  if (paths !== undefined) return mappingsNamed(workspace, paths)
  return workspace.files.stat(defaultFolder) === 'folder' ? findMappings(workspace, defaultFolder) : []
}

/**
 * Lists the files of a selection. Without `paths`, slugs select the definitions of bundled destinations.
 *
 * @throws WorkspaceError if no file is found
 */
export function definitionFiles(workspace: Workspace, selection: Selection): readonly string[] {
  const { paths, definitions } = selection
  if (paths === undefined && definitions !== undefined) {
    return definitions.map(slug => readBundled(workspace, slug).file)
  }
  const files = mappingFiles(workspace, selection)
  if (files.length === 0) throw noMappings(workspace)
  return files
}

function noMappings({ files }: Workspace): WorkspaceError {
  const name = `${defaultFolder}/**/*.json`
  const isEmpty = files.glob(name).every(isTestFile)
  const reason = isEmpty ? `no file matches ${name}` : `no file of ${name} has a \`destination\``
  const remedy: Remedy = { give: 'mappings' }
  return new WorkspaceError('usage', { message: `there are no mappings: ${reason}`, remedy })
}

/** Parsed files, and the mistakes in the others. */
interface Found {
  readonly sources: readonly MappingsSource[]
  readonly diagnostics: LocatedDiagnostic[]
}

/**
 * Finds and parses the files of a selection.
 *
 * @throws WorkspaceError if no file is found
 */
export function findSources(workspace: Workspace, selection: Selection): Found {
  const { paths, definitions } = selection
  const { sources, diagnostics } = readAll(workspace, mappingFiles(workspace, selection))
  if (definitions === undefined) {
    if (sources.length > 0 || diagnostics.length > 0) return { sources, diagnostics }
    throw noMappings(workspace)
  }
  const found = definitions.flatMap(slug => {
    const found = sources.filter(source => source.slug === slug)
    if (found.length > 0) return found
    if (paths === undefined) return [definitionSource(readBundled(workspace, slug))]
    // The mistake may be in `destination` itself, so the file may be for this slug.
    if (diagnostics.length > 0) return []
    const help = `they are for ${[...new Set(sources.map(source => source.slug))].join(', ')}`
    throw new WorkspaceError('usage', { message: `no mappings in \`${paths}\` are for \`${slug}\``, help })
  })
  return { sources: found, diagnostics }
}

/** Parses all files and collects their mistakes. */
function readAll(workspace: Workspace, files: readonly string[]): Found {
  const diagnostics: LocatedDiagnostic[] = []
  const sources = files.flatMap(file => {
    try {
      const parsed = parseMappingsSource(workspace, { file, text: workspace.files.read(file) })
      diagnostics.push(...parsed.diagnostics)
      return parsed.source ?? []
    } catch (error) {
      if (!(error instanceof WorkspaceError && error.kind === 'definition')) throw error
      diagnostics.push(...error.diagnostics)
      return []
    }
  })
  return { sources, diagnostics }
}

/**
 * Compiles a definition with its mappings.
 *
 * @throws CompileError
 * @throws WorkspaceError if the vault lacks a secret
 */
export function loadSource(source: MappingsSource, options: SourceOptions): LoadedDestination {
  const { mappings, definition } = source
  const compiled = compileSource(sourceValues(source), options)
  return {
    ...compiled,
    source,
    file: (mappings?.source ?? definition).file,
    warnings: [
      ...[...compiled.plain].map(([key, name]) => plainSecret(source, key, name)),
      ...compiled.destination.warnings.map(diagnostic => locateDiagnostic(diagnostic, source)),
    ],
  }
}

/** Picks the values of a source. */
export function sourceValues({ slug, definition, mappings }: MappingsSource): SourceValues {
  const { settings, subscriptions, allowIds, consent } = mappings ?? {}
  return { slug, definition: definition.value, mappings: mappings && { settings, subscriptions, allowIds, consent } }
}

function plainSecret(source: MappingsSource, key: string, name: string): LocatedDiagnostic {
  const message = `the secret \`${key}\` is written in the file`
  const help = `refer to it instead: { "$secret": "${name}" }`
  return { severity: 'warning', message, help, place: findPlace(source, `/settings/${key}`) }
}
