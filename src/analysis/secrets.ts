import { isObject, type JsonObject, own } from '../value/index.ts'

/** The settings of a definition whose values are secrets. */
export function secretKeys(definition: unknown): string[] {
  const settings = isObject(definition) ? definition.settings : undefined
  if (!isObject(settings)) return []
  return Object.keys(settings).filter(key => {
    const setting = own(settings, key)
    return isObject(setting) && setting.type === 'secret'
  })
}

/** The usual name of a secret: `customerio` and `apiKey` are `CUSTOMERIO_API_KEY`. */
export function secretName(slug: string, key: string): string {
  const words = `${slug}_${key}`.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return words.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
}

/** Settings with references in place of the secrets that are written in them, so that no message can show one. */
export function withoutSecrets(definition: unknown, settings: unknown): unknown {
  if (!isObject(settings)) return settings
  const hidden = secretKeys(definition).filter(key => typeof own(settings, key) === 'string' && settings[key] !== '')
  return { ...settings, ...Object.fromEntries(hidden.map(key => [key, { $secret: key }])) } satisfies JsonObject
}
