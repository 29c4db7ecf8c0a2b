import { formatTest } from '../../value/ajv.ts'
import type { PureFunction } from './pureFunction.ts'

const isAddress = formatTest('email')

/** Longer than any address may be (RFC 5321), so that the format's expression has little to go through. */
const longest = 320

export const isEmail: PureFunction = {
  name: 'isEmail',
  summary: 'Whether a value is the text of an email address with a domain of two parts or more.',
  signature: '<x-:b>',
  examples: [
    { expression: "$isEmail('Ann.Lee+news@example.com')", result: true },
    { expression: "$isEmail('ann@localhost')", result: false },
    { expression: '$isEmail(userId)', input: { userId: 42 }, result: false },
  ],
  implementation: (value: unknown) => typeof value === 'string' && value.length <= longest && isAddress(value),
}
