import pick from 'lodash-es/pick.js'
import { printModuleTypes } from '../authoring/index.ts'
import type { Definition, SubscriptionDefinition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { buildModule, type CreateOptions, type ModulePart } from '../engine/index.ts'
import { defaultFolder, findSources } from './load.ts'
import { locateDiagnostic } from './locate.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import type { MappingsSource } from './mappingsFile.ts'
import { readParts } from './moduleParts.ts'
import type { FileSystem, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

export interface BuildRequest {
  /** Files, folders and patterns; empty for the folder `mappings`. */
  readonly paths: readonly string[]
  /** Slugs of destinations: filter `paths`, or without `paths` select bundled ones. */
  readonly definitions?: readonly string[] | undefined
  /** Names of the parts of each module. Default: all. */
  readonly only?: readonly string[] | undefined
}

/** An ES module and its types. */
export interface ModuleFiles {
  /** Path without an extension, below the folder of the output. */
  readonly name: string
  /** The mappings file, or the definition if it is built alone. */
  readonly source: string
  readonly code: string
  readonly types: string
  readonly warnings: readonly LocatedDiagnostic[]
}

/**
 * Builds a module of each mappings file and each definition. A module holds the subscriptions of its file, and none of
 * the settings.
 *
 * @throws WorkspaceError with all mistakes in all files, or if two files would be one module, or a part is unknown
 */
export function buildModules(workspace: Workspace, { paths, definitions, only }: BuildRequest): ModuleFiles[] {
  const parts = only && readParts(only)
  const bySource = new Map<string, MappingsSource>()
  const diagnostics: LocatedDiagnostic[] = []
  for (const path of paths.length > 0 ? paths : [undefined]) {
    const found = findSources(workspace, { paths: path, definitions })
    diagnostics.push(...found.diagnostics)
    const folder = path === undefined ? defaultFolder : baseFolder(workspace.files, path)
    for (const source of found.sources) addSource(bySource, nameModule(source, folder, workspace.files), source)
  }
  const modules = [...bySource].flatMap(([name, source]) => {
    try {
      return [{ name, ...build(source, parts) }]
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      diagnostics.push(...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, source)))
      return []
    }
  })
  if (diagnostics.length > 0) throw new WorkspaceError('definition', ...diagnostics)
  return modules
}

function build(source: MappingsSource, parts: readonly ModulePart[] | undefined): Omit<ModuleFiles, 'name'> {
  const definition = source.definition.value as unknown as Definition
  const subscriptions = source.mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  const given = pick(source.mappings, 'allowIds', 'consent') as Pick<CreateOptions, 'allowIds' | 'consent'>
  const { code, warnings } = buildModule(definition, subscriptions, { ...given, ...(parts && { only: parts }) })
  const mapsNothing = (subscriptions ?? definition.subscriptions ?? []).length === 0
  const nothing: LocatedDiagnostic = {
    severity: 'warning',
    message: `\`${sourceFile(source)}\` has no subscriptions, so its module maps nothing`,
    help: 'build a mappings file with subscriptions',
  }
  return {
    source: sourceFile(source),
    code,
    types: printModuleTypes({ definition, ...(subscriptions && { subscriptions }) }, parts),
    warnings: [...warnings.map(diagnostic => locateDiagnostic(diagnostic, source)), ...(mapsNothing ? [nothing] : [])],
  }
}

function sourceFile({ mappings, definition }: MappingsSource): string {
  return (mappings?.source ?? definition).file
}

/** The folder below which modules keep the structure of their sources: a folder itself, or that of a file or pattern. */
function baseFolder(files: FileSystem, path: string): string {
  if (files.stat(path) === 'folder') return path
  const parts = path.split('/')
  const first = files.stat(path) === 'file' ? -1 : parts.findIndex(part => /[*?[{(!]/.test(part))
  const folder = parts.slice(0, first).join('/')
  return folder === '' && path.startsWith('/') ? '/' : folder
}

/** A module is named after its file; that of a `destination.json` is named by its slug instead of its folder. */
function nameModule(source: MappingsSource, folder: string, files: FileSystem): string {
  const parts = files.relative(folder, sourceFile(source)).split(/[\\/]/)
  const inside = parts[0] === '..' ? parts.slice(-1) : parts
  if (inside.at(-1) === 'destination.json') return [...inside.slice(0, -2), source.slug].join('/')
  return inside.join('/').replace(/\.jsonc?$/, '')
}

function addSource(bySource: Map<string, MappingsSource>, name: string, source: MappingsSource): void {
  const other = bySource.get(name)
  if (other !== undefined && sourceFile(other) !== sourceFile(source)) {
    const message = `\`${sourceFile(other)}\` and \`${sourceFile(source)}\` would both be \`${name}.js\``
    throw new WorkspaceError('usage', { message, help: 'rename one, or name the folder that has both' })
  }
  bySource.set(name, source)
}
