import { maskSecrets } from '../analysis/index.ts'
import { checkMappingsFile, expandSettings, mappingsKeys } from '../destination/index.ts'
import { DiagnosticBag, near } from '../diagnostics/index.ts'
import { type JsonDocument, parseJsonc, type TextFile } from '../document/index.ts'
import { callSchemas } from '../event/index.ts'
import { suggest } from '../text/index.ts'
import { isObject, type Json, type JsonObject, type Pointer, pointer } from '../value/index.ts'
import { readBundled } from './catalogue.ts'
import { isDefinition, isTelling } from './fileKind.ts'
import { isPath, resolveBeside } from './filePath.ts'
import { type LocatedDiagnostic, locateIn } from './locatedDiagnostic.ts'
import { parseJson, readJson } from './readJson.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A definition, together with the mappings file that uses it. */
export interface MappingsSource {
  readonly definition: JsonDocument
  readonly slug: string
  /** Absent if a definition is used on its own. */
  readonly mappings?: {
    readonly source: JsonDocument
    readonly settings: Json | undefined
    readonly allowIds: Json | undefined
    readonly consent: Json | undefined
    readonly subscriptions: Json | undefined
    /** Lint codes with their levels in this file. */
    readonly rules: JsonObject
    /** True if `destination` is the slug of a bundled destination, not a path. */
    readonly isBundled: boolean
  }
}

/**
 * True for a JSON file that is neither mappings nor a definition, such as an event beside the mappings: it has no key of
 * either, nor a likely typo of one. Text that does not parse may be either, so its mistake is reported.
 */
export function isForeign(text: string): boolean {
  try {
    const value = parseJsonc(text)
    if (!isObject(value)) return true
    const keys = Object.keys(value)
    return keys.length > 0 && !isTelling(keys)
  } catch {
    return false
  }
}

/**
 * Reads a mappings file or a definition.
 *
 * @throws WorkspaceError with all mistakes that show without compiling
 */
export function readMappingsSource(workspace: Workspace, file: string): MappingsSource {
  const { source, diagnostics } = parseMappingsSource(workspace, { file, text: workspace.files.read(file) })
  if (source === undefined || diagnostics.length > 0) throw new WorkspaceError('definition', ...diagnostics)
  return source
}

/**
 * Reads the definition at a path, or the bundled one with a slug.
 *
 * @throws WorkspaceError if it does not exist
 */
export function readDefinition(workspace: Workspace, name: string): JsonDocument {
  const { files, memory } = workspace
  if (!isPath(name)) return readBundled(workspace, name)
  return memory ? memory.parse({ file: name, text: files.read(name) }) : readJson(files, name)
}

/** Wraps a definition that is used without a mappings file. */
export function definitionSource(definition: JsonDocument): MappingsSource {
  return { definition: maskDocument(definition), slug: readSlug(definition) }
}

/** Everything that could be parsed of a file, so that all its mistakes can be reported at once. */
export interface ParsedMappingsSource {
  readonly source?: MappingsSource
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/**
 * Parses a mappings file or a definition.
 *
 * @throws WorkspaceError if the file is neither
 */
export function parseMappingsSource(workspace: Workspace, given: TextFile): ParsedMappingsSource {
  const document = parseJson(given)
  const { value } = document
  const other = isObject(value) ? otherKind(value, document.file) : undefined
  if (other) throw new WorkspaceError('definition', { ...other, place: maskDocument(document).locate('') })
  if (isDefinition(document.file, value)) return { source: definitionSource(document), diagnostics: [] }
  // Some files have secrets in plain text, and code frames show lines of the file.
  const hidden = maskDocument(document.hideStrings(['/settings']))
  const mistakes = checkMappingsFile(value).map(mistake => locateIn(hidden, mistake))
  const { settings, subscriptions, rules, allowIds, consent, ...others } = isObject(value) ? value : ({} as JsonObject)
  const key = Object.keys(others).find(key => key === 'destination' || suggest(key, mappingsKeys) === 'destination')
  const destination = key === undefined ? undefined : others[key]
  if (typeof destination !== 'string') return { diagnostics: mistakes }
  const { definition: found, diagnostic } = findDefinition(workspace, destination, hidden)
  const diagnostics = diagnostic === undefined ? mistakes : [...mistakes, diagnostic]
  if (found === undefined) return { diagnostics }
  const definition = maskDocument(found)
  const isBundled = !isPath(destination)
  const source = maskDocument(document.hideStrings(findHidden(settings, definition.value)))
  const levels = isObject(rules) ? rules : {}
  const mappings = { source, settings, subscriptions, allowIds, consent, rules: levels, isBundled }
  return { source: { definition, slug: readSlug(definition), mappings }, diagnostics }
}

/** Masks everything that looks like a secret, because code frames show the text. */
function maskDocument(document: JsonDocument): JsonDocument {
  return document.mask(maskSecrets)
}

/** Finds the values of secrets, and of settings that the definition does not declare. */
function findHidden(settings: Json | undefined, definition: Json): Pointer[] {
  if (!isObject(settings)) return ['/settings']
  const known = expandSettings(definition)
  const isPublic = (key: string) => Object.hasOwn(known, key) && known[key]!.type !== 'secret'
  // A reference shows only the name of a secret.
  const isNamed = (value: Json | undefined) => isObject(value) && Object.hasOwn(value, '$secret')
  const hidden = Object.keys(settings).filter(key => !isPublic(key) && !isNamed(settings[key]))
  return hidden.map(key => pointer('/settings', key))
}

/** Recognizes test files and events, which are easily passed by mistake. */
function otherKind(value: JsonObject, file: string): LocatedDiagnostic | undefined {
  if (Object.hasOwn(value, 'destination') || isDefinition(file, value)) return undefined
  if (Array.isArray(value.tests)) {
    return { message: `\`${file}\` has tests, not mappings`, help: `run them: \`callmap test ${file}\`` }
  }
  if (typeof value.type !== 'string' || !Object.hasOwn(callSchemas, value.type)) return undefined
  return {
    message: `\`${file}\` is an event, not mappings`,
    help: `map it: \`callmap preview ${file}\``,
  }
}

/**
 * Finds the definition of a mappings file, bundled or at a path. An unknown slug is reported, and the nearest bundled
 * destination is used to find further mistakes.
 */
function findDefinition(
  workspace: Workspace,
  destination: string,
  mappings: JsonDocument,
): { definition?: JsonDocument; diagnostic?: LocatedDiagnostic } {
  try {
    const name = isPath(destination) ? resolveBeside(mappings.file, destination) : destination
    return { definition: readDefinition(workspace, name) }
  } catch (error) {
    if (!(error instanceof WorkspaceError && error.kind === 'usage')) throw error
    const [problem] = error.diagnostics
    const { meant } = isPath(destination) ? { meant: undefined } : near(destination, workspace.catalogue.slugs())
    const problems = new DiagnosticBag()
    problems.add('CM413', '/destination', problem!.message, { help: problem!.help, meant })
    const [diagnostic] = problems.list.map(found => locateIn(mappings, found))
    return { diagnostic: diagnostic!, ...(meant !== undefined && { definition: readBundled(workspace, meant) }) }
  }
}

function readSlug({ value }: JsonDocument): string {
  return isObject(value) && typeof value.slug === 'string' ? value.slug : ''
}
