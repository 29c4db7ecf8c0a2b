import { maskSecrets } from '../analysis/index.ts'
import { checkMappingsFile, mappingsKeys } from '../destination/index.ts'
import { type Code, codes } from '../diagnostics/index.ts'
import { hideStrings, locate, parseJsonc, textEdits } from '../document/index.ts'
import { callSchemas } from '../event/index.ts'
import type { Edit } from '../text/index.ts'
import { suggest } from '../text/index.ts'
import { isObject, type Json, type JsonObject, pointer } from '../value/index.ts'
import { readBundled } from './catalogue.ts'
import { isPath, resolveBeside } from './filePath.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { type JsonFile, parseJsonFile, readJson } from './readJson.ts'
import type { TextFile, Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** A definition, together with the mappings file that uses it. */
export interface MappingsSource {
  readonly definition: JsonFile
  readonly slug: string
  /** Absent if a definition is used on its own. */
  readonly mappings?: {
    readonly source: JsonFile
    readonly settings: Json | undefined
    readonly subscriptions: Json | undefined
    /** Lint codes with their levels in this file. */
    readonly rules: JsonObject
    /** True if `destination` is the slug of a bundled destination, not a path. */
    readonly isBundled: boolean
  }
}

/** Keys by which mappings files and definitions are recognized. */
const telling = [...mappingsKeys, 'slug', 'actions']

/**
 * True for a JSON file that is neither mappings nor a definition, such as an event beside the mappings: it has no key of
 * either, nor a likely typo of one. Text that does not parse may be either, so its mistake is reported.
 */
export function isForeign(text: string): boolean {
  try {
    const value = parseJsonc(text)
    if (!isObject(value)) return true
    const found = Object.keys(value)
    return found.length > 0 && !found.some(key => telling.includes(key) || suggest(key, telling) !== undefined)
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
export function readDefinition({ files, catalogue }: Workspace, name: string): JsonFile {
  return isPath(name) ? readJson(files, name) : readBundled(catalogue, name)
}

/** Wraps a definition that is used without a mappings file. */
export function definitionSource(definition: JsonFile): MappingsSource {
  return { definition: maskFile(definition), slug: readSlug(definition) }
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
  const read = parseJsonFile(given)
  const { value } = read
  const other = isObject(value) ? otherKind(value, read.file) : undefined
  if (other) throw new WorkspaceError('definition', { ...other, place: { ...maskFile(read), start: 0, end: 1 } })
  if (isObject(value) && isDefinition(value)) {
    return { source: definitionSource(read), diagnostics: [] }
  }
  // Some files have secrets in plain text, and code frames show lines of the file.
  const source = maskFile({ ...read, text: hideStrings(read.text, '/settings') })
  const mistakes = mistakesIn(source)
  const { settings, subscriptions, rules, ...others } = isObject(value) ? value : ({} as JsonObject)
  const key = Object.keys(others).find(key => key === 'destination' || suggest(key, mappingsKeys) === 'destination')
  const destination = key === undefined ? undefined : others[key]
  if (typeof destination !== 'string') return { diagnostics: mistakes }
  const { definition: found, diagnostic } = findDefinition(workspace, destination, source)
  const diagnostics = diagnostic === undefined ? mistakes : [...mistakes, diagnostic]
  if (found === undefined) return { diagnostics }
  const definition = maskFile(found)
  const isBundled = !isPath(destination)
  const shown = maskFile({ ...read, text: withoutSettings(read.text, settings, definition.value) })
  const mappings = { source: shown, settings, subscriptions, rules: isObject(rules) ? rules : {}, isBundled }
  return { source: { definition, slug: readSlug(definition), mappings }, diagnostics }
}

/** Masks everything that looks like a secret, because code frames show the text. */
function maskFile(file: JsonFile): JsonFile {
  return { ...file, text: maskSecrets(file.text) }
}

/** Masks the values of secrets, and of settings that the definition does not declare. */
function withoutSettings(text: string, settings: Json | undefined, definition: Json): string {
  const known = isObject(definition) && isObject(definition.settings) ? definition.settings : {}
  const isPublic = (key: string) => {
    const setting = Object.hasOwn(known, key) ? known[key] : undefined
    return isObject(setting) && setting.type !== 'secret'
  }
  if (!isObject(settings)) return hideStrings(text, '/settings')
  // A reference shows only the name of a secret.
  const isNamed = (value: Json | undefined) => isObject(value) && Object.hasOwn(value, '$secret')
  const hidden = Object.keys(settings).filter(key => !isPublic(key) && !isNamed(settings[key]))
  return hidden.reduce((masked, key) => hideStrings(masked, pointer('/settings', key)), text)
}

/** Recognizes test files and events, which are easily passed by mistake. */
function otherKind(value: JsonObject, file: string): LocatedDiagnostic | undefined {
  if (Object.hasOwn(value, 'destination') || isDefinition(value)) return undefined
  if (Array.isArray(value.tests)) {
    return { message: `\`${file}\` has tests, not mappings`, help: `run them: \`callmap test ${file}\`` }
  }
  if (typeof value.type !== 'string' || !Object.hasOwn(callSchemas, value.type)) return undefined
  return {
    message: `\`${file}\` is an event, not mappings`,
    help: `map it: \`callmap preview ${file}\``,
  }
}

function isDefinition(value: JsonObject): boolean {
  return Object.hasOwn(value, 'actions') || (Object.hasOwn(value, 'slug') && !Object.hasOwn(value, 'destination'))
}

/** Mistakes in the top-level keys. `compile` reports those in settings and subscriptions. */
function mistakesIn(source: JsonFile): LocatedDiagnostic[] {
  return checkMappingsFile(source.value).map(({ severity, code, at, message, label, help, marks, fix }) => {
    const place = { ...source, ...locate(source.text, at, { marks }) }
    const edits = fix?.edits.flatMap(edit => textEdits(source.text, edit))
    return {
      severity,
      code,
      message,
      label,
      help,
      at,
      place,
      ...(fix && { fix: { ...fix, edits } }),
    } as LocatedDiagnostic
  })
}

/**
 * Finds the definition of a mappings file, bundled or at a path. An unknown slug is reported, and the nearest bundled
 * destination is used to find further mistakes.
 */
function findDefinition(
  workspace: Workspace,
  destination: string,
  source: JsonFile,
): { definition?: JsonFile; diagnostic?: LocatedDiagnostic } {
  const { files, catalogue } = workspace
  try {
    if (!isPath(destination)) return { definition: readBundled(catalogue, destination) }
    return { definition: readJson(files, resolveBeside(source.file, destination)) }
  } catch (error) {
    if (!(error instanceof WorkspaceError && error.kind === 'usage')) throw error
    const at = '/destination'
    const meant = isPath(destination) ? undefined : suggest(destination, catalogue.slugs())
    const diagnostic = diagnosticAt(source, 'CM413', at, error.diagnostics[0]!)
    if (meant === undefined) return { diagnostic }
    const fix = safeFix(source, { at, text: meant })
    return { definition: readBundled(catalogue, meant), diagnostic: { ...diagnostic, fix } }
  }
}

interface Told extends Pick<LocatedDiagnostic, 'message' | 'help'> {
  readonly marks?: 'key'
}

/** Creates a diagnostic at a pointer into a file, with the severity and label of its code. */
export function diagnosticAt(
  source: JsonFile,
  code: Code,
  at: string,
  { message, help, marks }: Told,
): LocatedDiagnostic {
  const { severity, label } = codes[code]
  const place = { ...source, ...locate(source.text, at, { marks }) }
  return { severity, code, message, label, help, at, place }
}

function safeFix({ text }: JsonFile, edit: Edit): NonNullable<LocatedDiagnostic['fix']> {
  return { applicability: 'safe', edits: textEdits(text, edit) }
}

function readSlug({ value }: JsonFile): string {
  return isObject(value) && typeof value.slug === 'string' ? value.slug : ''
}
