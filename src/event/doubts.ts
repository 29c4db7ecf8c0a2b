import { type JsonObject, own } from '../value/index.ts'

/** `4f0a1b52-7a7e-4c2e-9d5e-0c3b8f6f1a01`, `92734232-2342423423-973945`: three or more groups of hexadecimal digits. */
const generated = /^(?=.*\d)[0-9a-f]{4,}(?:-[0-9a-f]{4,}){2,}$/i

const ids = [
  generated,
  /** `1234`, `97980cfea0067`, `auth0|5f7c8ec7c33c6c004bbafe82`: a number of four or more digits, or mostly hexadecimal. */
  /^\d{4,}$/,
  /^(?:[a-z]\w{0,9}[|:_-])?(?=(?:.*\d){4})[0-9a-f]{8,}$/i,
  /** `01HV4T9F3X6Q2Z8N5M7K1J0RWE`: a ULID. */
  /^[0-7][0-9a-hjkmnp-tv-z]{25}$/i,
  /** `sqsv42VjV1e2d8ha2SHxM6`: letters and digits mixed at random. */
  /^(?=(?:\w*?(?:[a-z]\d|\d[a-z])){4})[a-z0-9]{20,}$/i,
  /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/,
]

const longestId = 128

/**
 * Finds valid calls that look wrong: older libraries have arguments in another order, such as `track(userId, 'Signed Up')`
 * and `alias(anonymousId, userId)`.
 */
export function findDoubts(call: JsonObject): string[] {
  const [type, event, userId, previousId] = ['type', 'event', 'userId', 'previousId'].map(key => own(call, key))
  if (type === 'track' && isShort(event) && ids.some(id => id.test(event))) {
    return [`the event name \`${event}\` looks like an ID: are the arguments of \`track\` in another order?`]
  }
  if (
    type === 'alias' &&
    isShort(userId) &&
    isShort(previousId) &&
    generated.test(userId) &&
    !generated.test(previousId)
  ) {
    return [
      `the \`userId\` \`${userId}\` looks like an anonymous ID and the \`previousId\` \`${previousId}\` does not: are the arguments of \`alias\` in another order?`,
    ]
  }
  return []
}

function isShort(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestId
}
