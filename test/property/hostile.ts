import fc from 'fast-check'

/** Words that would do harm if they ever became code, a key of a prototype, or part of a URL or header. */
export const hostileWords = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'process',
  'globalThis',
  'eval',
  '"',
  "'",
  '`',
  '${process.exit(1)}',
  '\\',
  '\n',
  '\r\nx-evil: 1',
  '\u2028',
  '\u2029',
  '*/ throw 1 /*',
  '"];throw 1;//',
  '</script>',
  '../../etc',
  '?a=b&c=d#e',
  '\ud800',
] as const

const word = fc.oneof(fc.constantFrom(...hostileWords), fc.string(), fc.constantFrom('email', 'userId', 'id', 'name'))

const leaf = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, 1, 1.5, 1e308, '', 'x', '12', '2024-05-01', '2024-05-01T12:34:56.789Z'),
  word,
)

/** Any JSON, with the keys and texts that are most likely to hurt. */
export const hostileJson = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value

const parts = ['properties', 'traits', 'context', 'integrations'] as const
const ids = ['userId', 'anonymousId', 'groupId', 'previousId', 'messageId', 'event', 'name', 'timestamp'] as const

/** Calls in which anything may be where something else belongs. */
export const hostileEvent = fc
  .record(
    {
      type: fc.constantFrom('identify', 'group', 'track', 'page', 'screen', 'alias'),
      ...Object.fromEntries(ids.map(key => [key, fc.oneof(leaf, hostileJson)])),
      ...Object.fromEntries(parts.map(key => [key, hostileJson])),
    },
    { requiredKeys: ['type'] },
  )
  .map(event => event as Record<string, unknown>)

/** A copy of JSON that cannot be written to. */
export function deepFrozen<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member) => Object.freeze(member))
}
