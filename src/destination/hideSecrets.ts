import { own } from '../value/index.ts'
import { type ResolvedSettings, redacted } from './settings.ts'

/** Minimum length of a secret. Shorter ones would match in ordinary text. */
const leastLength = 4

/** Number of first characters that identify a secret, because messages cut long values. */
const headLength = 12

/**
 * Creates a function that hides the secrets of an account in a string. Errors of expressions may contain their arguments,
 * and end up in logs.
 */
export function secretsHider({ values, references, secrets }: ResolvedSettings): (text: string) => string {
  const hidden = secrets.flatMap(key => {
    const value = own(values, key)
    // A reference is not secret.
    return references.has(key) || typeof value !== 'string' ? [] : [{ value, instead: redacted(key) }]
  })
  return valuesHider(hidden)
}

/** Creates a function that replaces values in a string. */
export function valuesHider(
  values: readonly { readonly value: string; readonly instead: string }[],
): (text: string) => string {
  const secrets = values.flatMap(({ value, instead }) => {
    if (value.length < leastLength) return []
    const inJson = JSON.stringify(value).slice(1, -1)
    const inUrl = encodeURIComponent(value.toWellFormed())
    return [...new Set([value, inJson, inUrl])].map(secret => ({ secret, instead }))
  })
  return text => secrets.reduce((hidden, { secret, instead }) => hide(hidden, secret, instead), text)
}

/** Replaces a secret, and the start of one that was cut. */
function hide(text: string, secret: string, instead: string): string {
  const [before, ...rest] = text.split(secret.slice(0, headLength))
  return before + rest.map(after => instead + after.slice(sameStart(after, secret.slice(headLength)))).join('')
}

function sameStart(a: string, b: string): number {
  let length = 0
  while (length < b.length && a[length] === b[length]) length++
  return length
}

/** Hides the secrets of a long string in its start, without the last characters: a secret may begin there. */
export function shorten(text: string, longest: number, hideSecrets: (text: string) => string): string {
  const isWhole = text.length <= 2 * longest
  const hidden = hideSecrets(text.slice(0, 2 * longest))
  const shown = isWhole ? hidden : hidden.slice(0, -headLength)
  return isWhole && shown.length <= longest ? shown : `${shown.slice(0, longest)}…`
}
