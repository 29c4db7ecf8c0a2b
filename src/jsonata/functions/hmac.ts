import {
  charge,
  cost,
  type HashAlgorithm,
  type HashEncoding,
  hashAlgorithms,
  hashEncodings,
  hmac as keyed,
} from '../../value/index.ts'
import { checkOneOf } from './oneOf.ts'
import type { PureFunction } from './pureFunction.ts'

export const hmac: PureFunction = {
  name: 'hmac',
  summary: "HMAC of a string with a secret: 'sha256', 'md5' or 'sha1', in 'hex' or 'base64'.",
  signature: '<s-ss?s?:s>',
  examples: [
    {
      expression: "$hmac('what is sent', 'the secret')",
      result: 'ce85681b5cd6ee688cf8389d6750b9668da0cfbdb1271e0ec0d35c86956b0bda',
      note: 'sha256 and hex by default',
    },
    { expression: "$hmac('what is sent', 'the secret', 'sha1', 'base64')", result: 'LMKHJKZHlVzJ+yyGu0i6pphtyCU=' },
    { expression: "$hmac(payload.email, 'the secret')", input: { payload: {} } },
  ],
  implementation: $hmac,
}

export function $hmac(
  text: string | undefined,
  secret?: string,
  algorithm = 'sha256',
  encoding = 'hex',
): string | undefined {
  if (text === undefined || secret === undefined) return undefined
  checkOneOf(hashAlgorithms, algorithm, 'hmac', 3)
  checkOneOf(hashEncodings, encoding, 'hmac', 4)
  charge(2 * cost.hash + (text.length + secret.length) * cost.hashedCharacter)
  return keyed(text, secret, algorithm as HashAlgorithm, encoding as HashEncoding)
}
