import { secretName } from '../analysis/index.ts'
import {
  expandSettings,
  isReference,
  type SecretReference,
  type SettingDefinition,
  type Settings,
} from '../destination/index.ts'
import type { Json, JsonObject } from '../value/index.ts'
import { isObject } from '../value/index.ts'

/** Values of secrets by name, for commands that need them. */
export type Vault = ReadonlyMap<string, string>

export interface FilledSettings {
  readonly settings: Settings
  /** Names of the secrets that are shown as references. */
  readonly secrets: readonly string[]
  /** Names of the secrets that the vault lacks; their settings are references. */
  readonly missing: readonly string[]
  /** Settings whose secret is in the file, with the name for a reference. */
  readonly plain: ReadonlyMap<string, string>
}

/**
 * Completes the settings to compile a destination with. Secrets become references unless there is a vault, so that
 * nothing shows them. Without any settings, required ones, and those with an `example`, get examples. Mistakes in the definition are left to
 * `compile`.
 */
export function fillSettings(
  slug: string,
  definition: Json,
  given: JsonObject | undefined,
  vault: Vault | undefined,
): FilledSettings {
  const settings = new Map<string, Json | SecretReference | undefined>(Object.entries(given ?? {}))
  const secrets: string[] = []
  const missing: string[] = []
  const plain = new Map<string, string>()
  const refer = (key: string, name: string) => {
    const value = vault?.get(name)
    if (vault === undefined) secrets.push(name)
    else if (value === undefined) missing.push(name)
    settings.set(key, value ?? { $secret: name })
  }
  for (const [key, setting] of Object.entries(expandSettings(definition))) {
    const value = settings.get(key)
    const name = secretName(slug, key)
    if (isReference(value)) refer(key, value.$secret)
    else if (setting.type === 'secret' && typeof value === 'string' && value !== '') {
      plain.set(key, name)
      if (vault === undefined) refer(key, name)
    } else if (given === undefined && needsExample(setting)) {
      if (setting.type === 'secret') refer(key, name)
      else settings.set(key, example(key, setting as unknown as JsonObject))
    }
  }
  return { settings: Object.fromEntries(settings), secrets, missing, plain }
}

const needsExample = (setting: SettingDefinition) =>
  setting.example !== undefined || (setting.required === true && setting.default === undefined)

/** One line per setting that has its default, with the setting's description. */
export function defaultsText(definition: Json, settings: Settings): string {
  return Object.entries(expandSettings(definition))
    .map(([key, setting]) => {
      if (setting.default === undefined || Object.hasOwn(settings, key)) return ''
      const { default: value, description } = setting
      const shown = typeof value === 'string' ? value : JSON.stringify(value)
      return `default  ${key} is ${shown}${typeof description === 'string' ? `: ${description}` : ''}\n`
    })
    .join('')
}

export const formatExamples: ReadonlyMap<string, string> = new Map([
  ['uri', 'https://example.com'],
  ['email', 'me@example.com'],
  ['hostname', 'example.com'],
  ['ipv4', '192.0.2.1'],
  ['uuid', '00000000-0000-4000-8000-000000000000'],
  ['date', '2026-01-01'],
  ['date-time', '2026-01-01T00:00:00Z'],
])

/** An example of the type of a setting or a field. */
export function example(key: string, { type, choices, format, minimum, example }: JsonObject): Json {
  if (example !== undefined) return example
  const choice = Array.isArray(choices) ? choices[0] : undefined
  if (choice !== undefined) return isObject(choice) ? (choice.value ?? null) : choice
  if (type === 'number' || type === 'integer') return typeof minimum === 'number' ? minimum : 1
  if (type === 'boolean') return false
  if (type === 'object') return {}
  return (typeof format === 'string' && formatExamples.get(format)) || `example-${key}`
}
