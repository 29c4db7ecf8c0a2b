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

/** A definition, with what a mappings file says of it. */
export interface MappingsSource {
  readonly definition: JsonFile
  readonly slug: string
  /** Absent where a definition is used on its own. */
  readonly mappings?: {
    readonly source: JsonFile
    readonly settings: Json | undefined
    readonly subscriptions: Json | undefined
    /** Codes of the lint that are off in this file, or have another level. */
    readonly rules: JsonObject
    /** Whether they name a destination that comes with callmap, and not a file. */
    readonly isBundled: boolean
  }
}

/** What a file has that is one of ours. */
const telling = [...mappingsKeys, 'slug', 'actions']

/**
 * Whether a file that only a pattern found is none of ours: an event beside the mappings, say, that a test reads. It
 * has no key of mappings or definitions, nor one that could be meant to be. What cannot be read as JSON is not known.
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
 * Reads a mappings file, or a definition in its place.
 *
 * @throws WorkspaceError with every mistake that can be seen in it alone
 */
export function readMappingsSource(workspace: Workspace, file: string): MappingsSource {
  const { source, diagnostics } = parseMappingsSource(workspace, { file, text: workspace.files.read(file) })
  if (source === undefined || diagnostics.length > 0) throw new WorkspaceError('definition', ...diagnostics)
  return source
}

/**
 * Reads the definition at a path, or the bundled one of a slug.
 *
 * @throws WorkspaceError if there is none
 */
export function readDefinition({ files, catalogue }: Workspace, name: string): JsonFile {
  return isPath(name) ? readJson(files, name) : readBundled(catalogue, name)
}

/** A definition on its own. */
export function definitionSource(definition: JsonFile): MappingsSource {
  return { definition: masked(definition), slug: slugOf(definition) }
}

/** What a file says, as far as it can be understood, so that all of its mistakes can be told at once. */
export interface ParsedMappingsSource {
  readonly source?: MappingsSource
  readonly diagnostics: readonly LocatedDiagnostic[]
}

/**
 * Parses the text of a mappings file, or of a definition in its place.
 *
 * @throws WorkspaceError if it is neither
 */
export function parseMappingsSource(workspace: Workspace, given: TextFile): ParsedMappingsSource {
  const read = parseJsonFile(given)
  const { value } = read
  const other = isObject(value) ? otherKind(value, read.file) : undefined
  if (other) throw new WorkspaceError('definition', { ...other, place: { ...masked(read), start: 0, end: 1 } })
  if (isObject(value) && isDefinition(value)) {
    return { source: definitionSource(read), diagnostics: [] }
  }
  // Secrets do not belong into this file, but they are in some, and problems show its lines.
  const source = masked({ ...read, text: hideStrings(read.text, '/settings') })
  const mistakes = mistakesIn(source)
  const { settings, subscriptions, rules, ...others } = isObject(value) ? value : ({} as JsonObject)
  const key = Object.keys(others).find(key => key === 'destination' || suggest(key, mappingsKeys) === 'destination')
  const destination = key === undefined ? undefined : others[key]
  if (typeof destination !== 'string') return { diagnostics: mistakes }
  const { definition: found, diagnostic } = findDefinition(workspace, destination, source)
  const diagnostics = diagnostic === undefined ? mistakes : [...mistakes, diagnostic]
  if (found === undefined) return { diagnostics }
  const definition = masked(found)
  const isBundled = !isPath(destination)
  const shown = masked({ ...read, text: withoutSettings(read.text, settings, definition.value) })
  const mappings = { source: shown, settings, subscriptions, rules: isObject(rules) ? rules : {}, isBundled }
  return { source: { definition, slug: slugOf(definition), mappings }, diagnostics }
}

/** What is shown of a file has nothing in it that looks like a secret. */
function masked(file: JsonFile): JsonFile {
  return { ...file, text: maskSecrets(file.text) }
}

/** The text of a mappings file without the values of secrets, and of settings that the definition does not have. */
function withoutSettings(text: string, settings: Json | undefined, definition: Json): string {
  const known = isObject(definition) && isObject(definition.settings) ? definition.settings : {}
  const isPublic = (key: string) => {
    const setting = Object.hasOwn(known, key) ? known[key] : undefined
    return isObject(setting) && setting.type !== 'secret'
  }
  if (!isObject(settings)) return hideStrings(text, '/settings')
  // The name of a secret is none.
  const isNamed = (value: Json | undefined) => isObject(value) && Object.hasOwn(value, '$secret')
  const hidden = Object.keys(settings).filter(key => !isPublic(key) && !isNamed(settings[key]))
  return hidden.reduce((masked, key) => hideStrings(masked, pointer('/settings', key)), text)
}

/** What a file is that has neither mappings nor a definition, where that is plain. */
function otherKind(value: JsonObject, file: string): LocatedDiagnostic | undefined {
  if (Object.hasOwn(value, 'destination') || isDefinition(value)) return undefined
  if (Array.isArray(value.tests)) {
    return { message: `\`${file}\` has tests, and no mappings`, help: `\`callmap test ${file}\` runs them` }
  }
  if (typeof value.type !== 'string' || !Object.hasOwn(callSchemas, value.type)) return undefined
  return {
    message: `\`${file}\` is an event, and no mappings`,
    help: `\`callmap preview ${file}\` shows what is made of it`,
  }
}

function isDefinition(value: JsonObject): boolean {
  return Object.hasOwn(value, 'actions') || (Object.hasOwn(value, 'slug') && !Object.hasOwn(value, 'destination'))
}

/** What is wrong with the file itself; of settings and subscriptions, `compile` says more. */
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
 * The definition that a mappings file is for: one that comes with callmap, or the file at a path. A slug that callmap does
 * not have is read as the one that was probably meant.
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

/** A diagnostic of a code, at a pointer into a file. */
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

function slugOf({ value }: JsonFile): string {
  return isObject(value) && typeof value.slug === 'string' ? value.slug : ''
}
