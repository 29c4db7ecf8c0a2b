import { charge, cost, sha256Hex } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

/** SHA-256 in hexadecimal. */
const hashed = /^[0-9a-f]{64}$/i

export const hashOnce: PureFunction = {
  name: 'hashOnce',
  summary: 'SHA-256 of a string in hexadecimal. A string that is a SHA-256 already stays; a blank one has no result.',
  signature: '<s-:s>',
  examples: [
    {
      expression: "$hashOnce('ann@example.com')",
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
    },
    {
      expression: "$hashOnce($hashOnce('ann@example.com'))",
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
    },
    { expression: "$hashOnce(' ')", note: 'nothing to hash' },
    { expression: '$hashOnce(traits.email)', input: { traits: {} } },
  ],
  implementation: $hashOnce,
}

export function $hashOnce(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  charge(cost.hash + text.length * cost.hashedCharacter)
  if (text.trim() === '') return undefined
  return hashed.test(text) ? text : sha256Hex(text)
}
