import { charge, cost, decodeBase64, encodeBase64 } from '../../value/index.ts'

/** Functions of the language for Base64, of strings whose characters are bytes. */

/** Functions of the platform are far faster for long strings, but not every engine has them. */
const isNative = typeof btoa === 'function' && typeof atob === 'function'

export function base64encode(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  charge(value.length * cost.rewrittenCharacter)
  const bytes = value.replace(/[^\0-\xff]/g, char => String.fromCharCode(char.charCodeAt(0) & 0xff))
  return isNative ? btoa(bytes) : encodeBase64(bytes.split('').map(byte => byte.charCodeAt(0)))
}

/** Accepts what `decodeBase64` accepts. */
export function base64decode(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  charge(value.length * cost.rewrittenCharacter)
  if (!isNative) {
    return decodeBase64(value)
      .map(byte => String.fromCharCode(byte))
      .join('')
  }
  const [letters = ''] = value
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .replace(/[^A-Za-z0-9+/=]/g, '')
    .split('=', 1)
  return atob(letters.length % 4 === 1 ? letters.slice(0, -1) : letters)
}
