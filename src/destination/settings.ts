import { defineKey } from '../code/index.ts'
import { type AccountCode, near, type ProblemBag } from '../diagnostics/index.ts'
import {
  BudgetError,
  chargeCompilation,
  compileCost,
  defaultBudget,
  describeKind,
  isObject,
  type Json,
  type JsonObject,
  own,
  type Pointer,
  pointer,
  pointerKeys,
  rememberByObject,
  runWithin,
} from '../value/index.ts'
import { type CoercedPayload, coercePayload } from './coercePayload.ts'
import { copyGiven, tooLarge } from './copyGiven.ts'
import type { Definition, SettingDefinition } from './definition.ts'
import type { FormatTests } from './formats.ts'
import { type PayloadFields, payloadField } from './payloadFields.ts'
import { readGiven } from './readGiven.ts'

/**
 * A secret setting whose value is not known yet. A request with it is a preview that shows `<redacted NAME>` and cannot be
 * sent.
 */
export interface SecretReference {
  readonly $secret: string
}

export type Settings = { readonly [key: string]: Json | SecretReference | undefined }

export interface ResolvedSettings {
  /** Values of the settings; a reference is the string that previews show. */
  readonly values: JsonObject
  /** Names of secrets, by the settings that refer to them. */
  readonly references: ReadonlyMap<string, string>
  /** Keys of the settings whose values are secret. */
  readonly secrets: readonly string[]
}

/** Most settings of an account, and most parts of the value of one. */
export const mostGiven = 20_000

export function redacted(name: string): string {
  return `<redacted ${name}>`
}

/**
 * Checks the settings that an account gives, coerces them and fills in defaults. Problems point into
 * `/settings`; their messages never show the value of a secret. `formats` has the tests of the formats of settings.
 */
export function resolveSettings(
  definition: Pick<Definition, 'name' | 'settings'>,
  given: unknown,
  formats: FormatTests,
  problems: ProblemBag<AccountCode>,
): ResolvedSettings {
  // A definition is also checked while it is written.
  const { name = 'the destination' } = definition
  const definitions = definition.settings ?? {}
  const declared = Object.entries(definitions)
  chargeCompilation(declared.length * compileCost.node)
  if (!isObject(given)) {
    problems.add('CM408', '/settings', `settings are an object, but they are ${describeKind(given)}`)
    return { values: {}, references: new Map(), secrets: [] }
  }
  const known: Record<string, Json> = {}
  const references = new Map<string, string>()
  const keys = readGiven('CM408', problems, '/settings', () => Object.keys(given)) ?? []
  if (keys.length > mostGiven) problems.add('CM408', '/settings', `an account has at most ${mostGiven} settings`)
  for (const key of keys.slice(0, mostGiven)) {
    const setting = own(definitions, key)
    if (setting === undefined) {
      const message = `${name} has no setting \`${key}\``
      problems.add('CM406', pointer('/settings', key), message, { marks: 'key' }, () => {
        return near(key, Object.keys(definitions))
      })
      continue
    }
    chargeCompilation(compileCost.setting)
    const at = pointer('/settings', key)
    const value = readGiven('CM408', problems, at, () => copyGiven(given[key], mostGiven))
    if (value === tooLarge) {
      problems.add('CM408', at, `the value of a setting has at most ${mostGiven} parts`)
      continue
    }
    readGiven('CM408', problems, at, () => refuseInner(value, at, problems))
    if (isReference(value)) references.set(key, value.$secret)
    else if (value !== undefined && value !== null && value !== '') known[key] = value
  }
  const secrets: string[] = []
  const defaults = new Set<string>()
  for (const [key, setting] of declared) {
    if (setting.type === 'secret') secrets.push(key)
    if (Object.hasOwn(known, key) || references.has(key)) continue
    if (isReference(setting.default)) references.set(key, setting.default.$secret)
    else if (setting.default !== undefined) {
      chargeCompilation(compileCost.setting)
      refuseInner(setting.default, pointer('/settings', key, 'default'), problems)
      known[key] = setting.default
      defaults.add(key)
    } else if (setting.required && !problems.reports(pointer('/settings', key))) {
      const help = setting.description ?? setting.label
      problems.add('CM407', pointer('/settings', key), `setting \`${key}\` of ${name} is required`, {
        label: `missing \`${key}\``,
        help,
      })
    }
  }
  const values = coerce(known, defaults, definitions, formats, problems)
  for (const [key, secret] of references) defineKey(values, key, redacted(secret))
  return { values, references, secrets }
}

/** Reports references inside the value of a setting: only a whole value can be kept elsewhere. */
function refuseInner(given: unknown, place: Pointer, problems: ProblemBag<AccountCode>): void {
  if (typeof given !== 'object') return
  const waiting = [{ value: given, at: place }]
  const seen = new Set<unknown>()
  for (const { value, at } of waiting) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (!isReference(value)) {
      for (const [key, inner] of Object.entries(value)) waiting.push({ value: inner, at: pointer(at, key) })
    } else if (value !== given) {
      const help = 'declare a setting of the type `secret` for it'
      problems.add('CM408', at, 'a reference to a secret has to be the whole value of a setting', { help })
    }
  }
}

function coerce(
  known: JsonObject,
  defaults: ReadonlySet<string>,
  definitions: { readonly [key: string]: SettingDefinition },
  formats: FormatTests,
  problems: ProblemBag<AccountCode>,
) {
  const { payload, problems: found } = coerceWithin(known, settingFields(definitions), formats)
  for (const { at, message } of found) {
    const [key = '', ...inner] = pointerKeys(at)
    if (!defaults.has(key)) {
      const help = isObject(known[key]) ? 'a secret that is kept elsewhere is { "$secret": "NAME" }' : undefined
      problems.add('CM408', `/settings${at}`, message, { help })
    } else {
      const help = isObject(known[key]) ? 'a default is a value; compute others in `constants`' : undefined
      problems.add('CM408', pointer('/settings', key, 'default', ...inner), message, { help })
    }
  }
  return payload
}

/** Fields that check settings, made once for all accounts. That one is absent is reported apart. */
const settingFields = /* @__PURE__ */ rememberByObject((definitions: { readonly [key: string]: SettingDefinition }) => {
  const fields = Object.entries(definitions).map(([key, setting]) => {
    const { required, ...field } = payloadField(setting)
    return [key, field] as const
  })
  return Object.fromEntries(fields)
})

function coerceWithin(known: JsonObject, fields: PayloadFields, formats: FormatTests): CoercedPayload {
  try {
    return runWithin(defaultBudget, known, () => coercePayload(known, fields, formats))
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    return { payload: {}, problems: [{ code: 'CM903', at: '', message: 'the settings are too large to be checked' }] }
  }
}

/** True if the value of a setting is a reference to a secret. */
export function isReference(value: unknown): value is SecretReference {
  return isObject(value) && typeof value.$secret === 'string' && value.$secret !== ''
}
