import { basicCredentials, fillSettings, type Vault } from '../authoring/index.ts'
import type { GlobalFlags } from '../cli/command.ts'
import type { Definition, Settings, SubscriptionDefinition } from '../destination/index.ts'
import { CompileError } from '../diagnostics/index.ts'
import { compile, type Destination } from '../engine/index.ts'
import type { Terminal } from '../node/index.ts'
import { bundledFile, bundledSlugs, filesMatching, filesNamed } from '../node/index.ts'
import { renderProblem } from '../render/index.ts'
import { type AccountJson, mocked } from '../suite/index.ts'
import { suggest } from '../text/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'
import { locateDiagnostic, placeOf } from './locate.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { isForeign, type MappingsSource, parseUse, readUse } from './mappingsFile.ts'
import { statOf } from './readJson.ts'
import { exit, Stop } from './workspaceError.ts'

/** A compiled destination, and what is known of where it came from. */
export interface LoadedDestination {
  readonly use: MappingsSource
  readonly destination: Destination
  /** The mappings file, or else the definition. */
  readonly file: string
  /** Whether its settings are made up. */
  readonly isTrial: boolean
  /** The names of its subscriptions, in order. */
  readonly subscriptions: readonly string[]
  /** Whether a subscription is asked for. */
  readonly includes: (subscription: string) => boolean
  /** The names of the secrets that are only references. */
  readonly secrets: readonly string[]
  /** What basic authentication with such a secret is made of, by the header that shows it. */
  readonly credentials: ReadonlyMap<string, string>
  /** What should be changed, though it works. */
  readonly warnings: readonly LocatedDiagnostic[]
}

export interface LoadFlags extends GlobalFlags {
  readonly subscription?: string
}

const defaultFolder = 'mappings'

/** Finds and compiles the destinations that the flags name. Throws a `Stop` with every mistake in all of them. */
export function loadDestinations(flags: LoadFlags, vault?: Vault): LoadedDestination[] {
  const loaded: LoadedDestination[] = []
  const { uses, problems } = findUses(flags)
  for (const use of uses) {
    try {
      loaded.push(loadUse(use, { wanted: flags.subscription, vault }))
    } catch (error) {
      if (!(error instanceof CompileError)) throw error
      problems.push(...error.diagnostics.map(diagnostic => locateDiagnostic(diagnostic, use)))
    }
  }
  if (problems.length > 0) throw new Stop(exit.definition, ...problems)
  return flags.subscription === undefined ? loaded : havingSubscription(loaded, flags.subscription)
}

/** Those that have a subscription of this name. Throws a `Stop` when none has. */
export function havingSubscription(loaded: readonly LoadedDestination[], subscription: string): LoadedDestination[] {
  const having = loaded.filter(({ subscriptions }) => subscriptions.includes(subscription))
  if (having.length > 0) return having
  const names = [...new Set(loaded.flatMap(({ subscriptions }) => subscriptions))]
  const near = suggest(subscription, names)
  const help =
    near === undefined ? `there are ${names.map(name => `\`${name}\``).join(', ')}` : `did you mean \`${near}\`?`
  throw new Stop(exit.usage, { message: `there is no subscription \`${subscription}\``, help })
}

/** Tells what to know about the destinations, none of which stops anybody. */
export function noteLoaded(destinations: readonly LoadedDestination[], { note, errorStyle }: Terminal): void {
  for (const { destination, isTrial, secrets, warnings } of destinations) {
    for (const warning of warnings) note(`${renderProblem(warning, errorStyle)}\n`)
    if (!isTrial) continue
    const missing = secrets.length > 0 ? `; secrets are shown as ${shown(secrets)}` : ''
    note(errorStyle.dim(`${destination.name} has example settings${missing}\n`))
  }
}

/** Notes that requests lack their secrets, so that nobody sends them as they are. */
export function noteSecrets(destinations: readonly LoadedDestination[], { note, errorStyle }: Terminal): void {
  const secrets = destinations.filter(({ isTrial }) => !isTrial).flatMap(({ secrets }) => secrets)
  if (secrets.length === 0) return
  note(errorStyle.dim(`secrets are shown as ${shown([...new Set(secrets)])}; --secrets env fills them in\n`))
}

function shown(secrets: readonly string[]): string {
  return secrets.map(name => `<redacted ${name}>`).join(', ')
}

/** The files of mappings, and definitions in their place, that a path names. Throws a `Stop` where there are none. */
export function mappingsNamed(path: string): readonly string[] {
  const files = filesNamed(path, mappingsMatching)
  if (files.length === 0) throw new Stop(exit.usage, { message: `there are no mappings in \`${path}\`` })
  return files
}

function mappingsMatching(pattern: string): string[] {
  return filesMatching(pattern).filter(file => !isForeign(file))
}

/** Those that `-m` names, or else those in the usual folder, if there is one. */
function mappingFiles({ mappings }: GlobalFlags): readonly string[] {
  if (mappings !== undefined) return mappingsNamed(mappings)
  return statOf(defaultFolder)?.isDirectory() ? filesNamed(defaultFolder, mappingsMatching) : []
}

/** The files that the flags name, read or not: without `-m`, a destination that is asked for is its definition. */
export function definitionFiles(flags: GlobalFlags): readonly string[] {
  if (flags.mappings === undefined && flags.destination !== undefined) return flags.destination.map(bundledFile)
  const files = mappingFiles(flags)
  if (files.length === 0) throw noMappings()
  return files
}

function noMappings(): Stop {
  const help = `name their files with -m, or a destination with -d: ${bundledSlugs().join(', ')}`
  const isEmpty = !statOf(defaultFolder)?.isDirectory() || filesNamed(defaultFolder, filesMatching).length === 0
  const name = `${defaultFolder}/**/*.json`
  const reason = isEmpty ? `no file is called ${name}` : `no file ${name} has a \`destination\``
  return new Stop(exit.usage, { message: `there are no mappings: ${reason}`, help })
}

/** The files that are used, and the mistakes in those that cannot be. */
interface Found {
  readonly uses: readonly MappingsSource[]
  readonly problems: LocatedDiagnostic[]
}

function findUses(flags: GlobalFlags): Found {
  const { mappings, destination: wanted } = flags
  const { uses, problems } = readAll(mappingFiles(flags))
  if (wanted === undefined) {
    if (uses.length > 0 || problems.length > 0) return { uses, problems }
    throw noMappings()
  }
  const found = wanted.flatMap(slug => {
    const found = uses.filter(use => use.slug === slug)
    if (found.length > 0) return found
    if (mappings === undefined) return [readUse(bundledFile(slug))]
    // A file with mistakes may be for another destination than it says.
    if (problems.length > 0) return []
    const help = `they are for ${[...new Set(uses.map(use => use.slug))].join(', ')}`
    throw new Stop(exit.usage, { message: `no mappings in \`${mappings}\` are for \`${slug}\``, help })
  })
  return { uses: found, problems }
}

/** Reads several files as mappings. */
function readAll(files: readonly string[]): Found {
  const problems: LocatedDiagnostic[] = []
  const uses = files.flatMap(file => {
    try {
      const parsed = parseUse(file)
      problems.push(...parsed.problems)
      return parsed.use ?? []
    } catch (error) {
      if (!(error instanceof Stop && error.exit === exit.definition)) throw error
      problems.push(...error.problems)
      return []
    }
  })
  return { uses, problems }
}

export interface UseOptions {
  readonly wanted?: string | undefined
  readonly vault?: Vault | undefined
  /** What a test changes. */
  readonly account?: AccountJson
}

/** Compiles one use of a destination. Throws a `CompileError`. */
export function loadUse(use: MappingsSource, { wanted, vault, account = {} }: UseOptions): LoadedDestination {
  const { definition: source, slug, mappings } = use
  const definition = (isObject(source.value) ? mocked(source.value, account) : source.value) as unknown as Definition
  const given = withSettings(mappings && (mappings.settings ?? {}), account.settings)
  // What has not the shape of settings is left to `compile`, which says so.
  const filled = given === undefined || isObject(given) ? fillSettings(slug, source.value, given, vault) : undefined
  const subscriptions = mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  const destination = compile(definition, {
    settings: (filled?.settings ?? given) as Settings,
    ...(subscriptions === undefined ? {} : { subscriptions }),
  })
  const secrets = filled?.secrets ?? []
  return {
    use,
    destination,
    file: (mappings?.source ?? source).file,
    isTrial: mappings === undefined && Object.keys(filled?.settings ?? {}).length > 0,
    subscriptions: (subscriptions ?? definition.subscriptions ?? []).flatMap(it => it?.name ?? it?.action ?? []),
    includes: name => wanted === undefined || name === wanted,
    secrets,
    credentials: basicCredentials(source.value, filled?.settings ?? {}, secrets),
    warnings: [
      ...[...(filled?.plain ?? [])].map(([key, name]) => plainSecret(use, key, name)),
      ...destination.warnings.map(diagnostic => locateDiagnostic(diagnostic, use)),
    ],
  }
}

function withSettings(given: Json | undefined, changed: JsonObject | undefined): Json | undefined {
  return changed === undefined ? given : { ...(given as JsonObject | undefined), ...changed }
}

function plainSecret(use: MappingsSource, key: string, name: string): LocatedDiagnostic {
  const message = `the secret \`${key}\` is written in the file`
  const help = `refer to it instead: { "$secret": "${name}" }`
  return { severity: 'warning', message, help, place: placeOf(use, `/settings/${key}`) }
}
