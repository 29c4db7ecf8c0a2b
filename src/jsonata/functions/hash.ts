import {
  charge,
  cost,
  hash as digest,
  type HashAlgorithm,
  type HashEncoding,
  hashAlgorithms,
  hashEncodings,
} from '../../value/index.ts'
import { checkOneOf } from './oneOf.ts'
import type { PureFunction } from './pureFunction.ts'

export const hash: PureFunction = {
  name: 'hash',
  summary: "Hash of a string: 'sha256', 'md5' or 'sha1', in 'hex' or 'base64'.",
  signature: '<s-s?s?:s>',
  examples: [
    {
      expression: "$hash('ann@example.com')",
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
      note: 'sha256 and hex by default',
    },
    { expression: "$hash('ann@example.com', 'md5')", result: '257c57037d384ae37ea27a07e8a01665' },
    { expression: "$hash('ann@example.com', 'sha1', 'base64')", result: 'heIPoV9QD6F8G2l1xmR0RQlMJtk=' },
    { expression: '$hash(traits.email)', input: { traits: {} } },
  ],
  implementation: $hash,
}

export function $hash(text: string | undefined, algorithm = 'sha256', encoding = 'hex'): string | undefined {
  if (text === undefined) return undefined
  checkOneOf(hashAlgorithms, algorithm, 'hash', 2)
  checkOneOf(hashEncodings, encoding, 'hash', 3)
  charge(cost.hash + text.length * cost.hashedCharacter)
  return digest(text, algorithm as HashAlgorithm, encoding as HashEncoding)
}
