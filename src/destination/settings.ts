import { type Extra, near, type Problems } from '../diagnostics/index.ts'
import { describeKind, isObject, type Json, type JsonObject, own, pointer } from '../value/index.ts'
import type { Definition, SettingDefinition } from './definition.ts'
import { payloadCheck } from './payload.ts'

/**
 * The value of a secret setting that is not known yet. Everything made of it shows `<redacted NAME>`, so that a
 * preview can be shown to anyone.
 */
export interface SecretReference {
  readonly $secret: string
}

export type Settings = { readonly [key: string]: Json | SecretReference | undefined }

export function redacted(name: string): string {
  return `<redacted ${name}>`
}

/**
 * Checks the settings that an account gives, coerces them and fills in defaults. Problems point into
 * `/settings`; their messages never show the value of a secret.
 */
export function resolveSettings(definition: Definition, given: unknown, problems: Problems): JsonObject {
  const definitions = definition.settings ?? {}
  if (!isObject(given)) {
    problems.add('CM408', '/settings', `settings are an object, but they are ${describeKind(given)}`)
    return {}
  }
  const known: Record<string, Json> = {}
  const references: Record<string, string> = {}
  for (const key of Object.keys(given)) {
    const setting = own(definitions, key)
    if (setting === undefined) {
      const extra: Extra = { ...near(key, Object.keys(definitions)), marks: 'key' }
      problems.add('CM406', pointer('/settings', key), `${definition.name} has no setting \`${key}\``, extra)
      continue
    }
    const value = given[key]
    if (isReference(value)) references[key] = redacted(value.$secret)
    else if (value !== undefined && value !== null && value !== '') known[key] = value
  }
  for (const [key, setting] of Object.entries(definitions)) {
    if (Object.hasOwn(known, key) || Object.hasOwn(references, key)) continue
    if (setting.default !== undefined) known[key] = setting.default
    else if (setting.required) {
      const help = setting.description ?? setting.label
      problems.add('CM407', pointer('/settings', key), `setting \`${key}\` of ${definition.name} is required`, {
        label: `missing \`${key}\``,
        help,
      })
    }
  }
  return { ...coerce(known, definitions, problems), ...references }
}

function coerce(known: JsonObject, definitions: { readonly [key: string]: SettingDefinition }, problems: Problems) {
  const fields = Object.fromEntries(
    Object.entries(definitions).map(([key, setting]) => [key, { ...setting, required: false }]),
  )
  const { payload, problems: found } = payloadCheck(fields)(known)
  for (const { at, message } of found) {
    const key = at.slice(1)
    const help = isObject(known[key]) ? 'a secret that is kept elsewhere is { "$secret": "NAME" }' : undefined
    problems.add('CM408', `/settings${at}`, message, { help })
  }
  return payload
}

/** Whether the value of a setting is a reference to a secret. */
export function isReference(value: unknown): value is SecretReference {
  return isObject(value) && typeof value.$secret === 'string' && value.$secret !== ''
}
