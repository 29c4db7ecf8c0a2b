import { expandSettings } from '../destination/index.ts'
import { isObject, type JsonObject, own } from '../value/index.ts'

/** Settings of a definition whose values are secrets. */
export function secretKeys(definition: unknown): string[] {
  return Object.entries(expandSettings(definition)).flatMap(([key, { type }]) => (type === 'secret' ? [key] : []))
}

/** Environment variable for a secret: `customerio` and `apiKey` become `CUSTOMERIO_API_KEY`. */
export function secretName(slug: string, key: string): string {
  const words = `${slug}_${key}`.replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return words.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
}

/** Replaces secrets in settings by references, so that no message can show one. */
export function withoutSecrets(definition: unknown, settings: unknown): unknown {
  if (!isObject(settings)) return settings
  const hidden = secretKeys(definition).filter(key => typeof own(settings, key) === 'string' && settings[key] !== '')
  return { ...settings, ...Object.fromEntries(hidden.map(key => [key, { $secret: key }])) } satisfies JsonObject
}

/** Formats that only keys have. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['a live API key', /\b[spr]k_(?:live|test)_[0-9A-Za-z]{16,}/g],
  ['an AWS access key', /\bAKIA[0-9A-Z]{16}\b/g],
  ['a GitHub token', /\bgh[pousr]_[0-9A-Za-z]{36,}/g],
  ['a Slack token', /\bxox[abprs]-[0-9A-Za-z-]{10,}/g],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*/g],
]

/** Kind of secret that a string is or contains, if it has a known format. */
export function kindOfSecret(text: string): string | undefined {
  return kinds.find(([, pattern]) => text.search(pattern) !== -1)?.[0]
}

/** Masks everything in a string that looks like a secret. Its length and lines stay, so that places in it stay. */
export function maskSecrets(text: string): string {
  return kinds.reduce((masked, [, pattern]) => masked.replace(pattern, secret => secret.replace(/[^\n]/g, '*')), text)
}
