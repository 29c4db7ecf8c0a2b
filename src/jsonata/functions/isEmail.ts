import { charge, isEmail as isAddress } from '../../value/index.ts'
import type { PureFunction } from './pureFunction.ts'

/** Longer than any address (RFC 5321), to bound the work of the format's regular expression. */
const longest = 320

export const isEmail: PureFunction = {
  name: 'isEmail',
  summary: 'True for an email address whose domain has two parts or more.',
  signature: '<x-:b>',
  examples: [
    { expression: "$isEmail('Ann.Lee+news@example.com')", result: true },
    { expression: "$isEmail('ann@localhost')", result: false },
    { expression: '$isEmail(userId)', input: { userId: 42 }, result: false },
  ],
  implementation: $isEmail,
}

export function $isEmail(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > longest) return false
  // The regular expression may try every pair of places in a domain.
  charge(value.length * value.length)
  return isAddress(value)
}
