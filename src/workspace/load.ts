import { basicCredentials, fillSettings, type Vault } from '../authoring/index.ts'
import type { Definition, Settings, SubscriptionDefinition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compile, type Destination } from '../engine/index.ts'
import { type AccountJson, applyMocks } from '../suite/index.ts'
import { suggest } from '../text/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import { readBundled } from './catalogue.ts'
import { findFiles, isTestFile } from './findFiles.ts'
import { findPlace, locateDiagnostic } from './locate.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { definitionSource, isForeign, type MappingsSource, parseMappingsSource } from './mappingsFile.ts'
import type { Selection, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A compiled destination, with the files that it was compiled from. */
export interface LoadedDestination {
  readonly source: MappingsSource
  readonly destination: Destination
  /** The mappings file, or the definition if it is used alone. */
  readonly file: string
  /** True if the settings are examples, made up from the definition. */
  readonly isTrial: boolean
  /** Names of the subscriptions, in order. */
  readonly subscriptions: readonly string[]
  /** True for subscriptions that the selection includes. */
  readonly includes: (subscription: string | undefined) => boolean
  /** Names of secrets whose values are not known. */
  readonly secrets: readonly string[]
  /** Credentials of basic authentication that include such a secret, by the header value that shows them. */
  readonly credentials: ReadonlyMap<string, string>
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
    return definitions.map(slug => readBundled(workspace.catalogue, slug).file)
  }
  const files = mappingFiles(workspace, selection)
  if (files.length === 0) throw noMappings(workspace)
  return files
}

function noMappings({ files, catalogue }: Workspace): WorkspaceError {
  const help = `name their files with -m, or a destination with -d: ${catalogue.slugs().join(', ')}`
  const name = `${defaultFolder}/**/*.json`
  const isEmpty = files.glob(name).every(isTestFile)
  const reason = isEmpty ? `no file is called ${name}` : `no file ${name} has a \`destination\``
  return new WorkspaceError('usage', { message: `there are no mappings: ${reason}`, help })
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
    if (paths === undefined) return [definitionSource(readBundled(workspace.catalogue, slug))]
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

export interface SourceOptions {
  readonly wanted?: string | undefined
  readonly vault?: Vault | undefined
  /** Changes that a test makes to settings, functions and lookups. */
  readonly account?: AccountJson
}

/**
 * Compiles a definition with its mappings.
 *
 * @throws CompileError
 * @throws WorkspaceError if the vault lacks a secret
 */
export function loadSource(source: MappingsSource, { wanted, vault, account = {} }: SourceOptions): LoadedDestination {
  const { definition: file, slug, mappings } = source
  const definition = (isObject(file.value) ? applyMocks(file.value, account) : file.value) as unknown as Definition
  const given = withSettings(mappings && (mappings.settings ?? {}), account.settings)
  // `compile` reports settings of the wrong shape.
  const filled = given === undefined || isObject(given) ? fillSettings(slug, file.value, given, vault) : undefined
  if (filled && filled.missing.length > 0) throw missingSecrets(filled.missing)
  const subscriptions = mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  const destination = compile(definition, {
    settings: (filled?.settings ?? given) as Settings,
    ...(subscriptions === undefined ? {} : { subscriptions }),
  })
  const secrets = filled?.secrets ?? []
  return {
    source,
    destination,
    file: (mappings?.source ?? file).file,
    isTrial: mappings === undefined && Object.keys(filled?.settings ?? {}).length > 0,
    subscriptions: (subscriptions ?? definition.subscriptions ?? []).flatMap(it => it?.name ?? it?.action ?? []),
    includes: name => wanted === undefined || name === undefined || name === wanted,
    secrets,
    credentials: basicCredentials(file.value, filled?.settings ?? {}, secrets),
    warnings: [
      ...[...(filled?.plain ?? [])].map(([key, name]) => plainSecret(source, key, name)),
      ...destination.warnings.map(diagnostic => locateDiagnostic(diagnostic, source)),
    ],
  }
}

function withSettings(given: Json | undefined, changed: JsonObject | undefined): Json | undefined {
  return changed === undefined ? given : { ...(given as JsonObject | undefined), ...changed }
}

function missingSecrets(names: readonly string[]): WorkspaceError {
  const help = '`--secrets env` reads the environment; `--secrets <file>` reads NAME=value lines or JSON'
  const messages = names.map(name => ({ message: `the secret ${name} is not set`, help }))
  return new WorkspaceError('usage', ...messages)
}

function plainSecret(source: MappingsSource, key: string, name: string): LocatedDiagnostic {
  const message = `the secret \`${key}\` is written in the file`
  const help = `refer to it instead: { "$secret": "${name}" }`
  return { severity: 'warning', message, help, place: findPlace(source, `/settings/${key}`) }
}
