import { charge, cost, decodeBase64, encodeBase64 } from '../../value/index.ts'

/** Functions of the language for Base64, of strings whose characters are bytes. */

export function base64encode(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  charge(value.length * cost.rewrittenCharacter)
  return encodeBase64(value.split('').map(char => char.charCodeAt(0) & 0xff))
}

export function base64decode(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  charge(value.length * cost.rewrittenCharacter)
  return decodeBase64(value)
    .map(byte => String.fromCharCode(byte))
    .join('')
}
