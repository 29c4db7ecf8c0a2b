import { basicCredentials, fillSettings, type Vault } from '../authoring/index.ts'
import type { Definition, Settings, SubscriptionDefinition } from '../destination/index.ts'
import { type Destination, lenientProgram } from '../engine/index.ts'
import { type AccountJson, applyMocks } from '../suite/index.ts'
import { isObject, type Json, type JsonObject } from '../value/index.ts'
import { WorkspaceError } from './workspaceError.ts'

/** The values of a definition and its mappings. Plain data, so that a worker can receive them. */
export interface SourceValues {
  readonly slug: string
  readonly definition: Json
  /** Absent if a definition is used on its own. */
  readonly mappings?:
    | {
        readonly settings: Json | undefined
        readonly subscriptions: Json | undefined
        readonly allowIds?: Json | undefined
        readonly consent?: Json | undefined
      }
    | undefined
}

export interface CompiledSource {
  readonly destination: Destination
  /** True if the settings are examples, made up from the definition. */
  readonly isTrial: boolean
  /** Names of the subscriptions, in order. */
  readonly subscriptions: readonly string[]
  /** True for subscriptions that the selection includes. */
  readonly includes: (subscription: string | undefined) => boolean
  /** Names of secrets whose values are not known. */
  readonly secrets: readonly string[]
  /** Settings with a secret in plain text, with the names for their references. */
  readonly plain: ReadonlyMap<string, string>
  /** Credentials of basic authentication that include a secret without a value, by the header value that shows them. */
  readonly credentials: ReadonlyMap<string, string>
}

export interface SourceOptions {
  readonly wanted?: string | undefined
  readonly vault?: Vault | undefined
  /** Changes that a test makes to settings, functions and lookups. */
  readonly account?: AccountJson
  /** Makes the program of a definition; it may return the same for the same definition. */
  readonly program?: typeof lenientProgram
}

/**
 * Compiles a definition with its mappings.
 *
 * @throws CompileError
 * @throws WorkspaceError if the vault lacks a secret
 */
export function compileSource(
  { slug, definition: value, mappings }: SourceValues,
  { wanted, vault, account = {}, program = lenientProgram }: SourceOptions,
): CompiledSource {
  const definition = (isObject(value) ? applyMocks(value, account) : value) as unknown as Definition
  const given = withSettings(mappings && (mappings.settings ?? {}), account.settings)
  // `compile` reports settings of the wrong shape.
  const filled = given === undefined || isObject(given) ? fillSettings(slug, value, given, vault) : undefined
  if (filled && filled.missing.length > 0) throw missingSecrets(filled.missing)
  const subscriptions = mappings?.subscriptions as readonly SubscriptionDefinition[] | undefined
  const destination = program(definition).account({
    settings: (filled?.settings ?? given) as Settings,
    ...(subscriptions === undefined ? {} : { subscriptions }),
    // Values of the wrong shape are reported with the file.
    allowIds: mappings?.allowIds as readonly string[],
    consent: mappings?.consent as readonly string[],
  })
  const secrets = filled?.secrets ?? []
  return {
    destination,
    isTrial: mappings === undefined && Object.keys(filled?.settings ?? {}).length > 0,
    subscriptions: (subscriptions ?? definition.subscriptions ?? []).flatMap(it => it?.name ?? it?.action ?? []),
    includes: name => wanted === undefined || name === undefined || name === wanted,
    secrets,
    plain: filled?.plain ?? new Map(),
    credentials: basicCredentials(value, filled?.settings ?? {}, secrets),
  }
}

function withSettings(given: Json | undefined, changed: JsonObject | undefined): Json | undefined {
  return changed === undefined ? given : { ...(given as JsonObject | undefined), ...changed }
}

function missingSecrets(names: readonly string[]): WorkspaceError {
  const remedy = { give: 'secrets' } as const
  return new WorkspaceError('usage', ...names.map(name => ({ message: `the secret ${name} is not set`, remedy })))
}
