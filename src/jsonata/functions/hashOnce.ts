import { charge, cost, describeKind, sha256Hex } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import type { FunctionValue } from '../runtime/functionValue.ts'
import type { Run } from '../runtime/run.ts'
import type { PureFunction } from './pureFunction.ts'

/** SHA-256 in hexadecimal. */
const hashed = /^[0-9a-f]{64}$/i

export const hashOnce: PureFunction = {
  name: 'hashOnce',
  summary:
    'SHA-256 of a string in hexadecimal. A string that is a SHA-256 already stays; any other is cleaned by a function first, if one is given. A blank one has no result.',
  signature: '<s-f?:s>',
  takesRun: true,
  examples: [
    {
      expression: "$hashOnce('ann@example.com')",
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
    },
    {
      expression: "$hashOnce($hashOnce('ann@example.com'))",
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
    },
    {
      expression: "$hashOnce(' Ann@Example.com', function($email) { $lowercase($trim($email)) })",
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
    },
    {
      expression: "$hashOnce(traits.phone, function($phone) { $replace($phone, /\\D/, '') })",
      input: { traits: { phone: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476' } },
      result: '71d4f55f72fa128dfb468a1a3901507c804b74316488744d769d7f4b16696476',
      note: 'cleaning would destroy a hash',
    },
    { expression: "$hashOnce(' ')", note: 'nothing to hash' },
    {
      expression: "$hashOnce('unknown', function($phone) { $replace($phone, /\\D/, '') })",
      note: 'nothing is left to hash',
    },
    { expression: '$hashOnce(traits.email)', input: { traits: {} } },
  ],
  implementation: $hashOnce,
}

/** @throws JsonataError D3137 if the function returns a value that is not a string */
export function $hashOnce(run: Run, text: string | undefined, clean?: FunctionValue): string | undefined {
  if (text === undefined) return undefined
  charge(cost.hash + text.length * cost.hashedCharacter)
  if (text.trim() === '') return undefined
  if (hashed.test(text)) return text
  if (clean === undefined) return sha256Hex(text)
  const cleaned = run.call(1, clean, null, [text])
  if (cleaned === undefined) return undefined
  if (typeof cleaned !== 'string') {
    const message = `the function of $hashOnce must return a string, not ${describeKind(cleaned)}`
    throw new JsonataError('D3137', { message, value: cleaned, functionName: 'hashOnce' })
  }
  charge(cleaned.length * cost.hashedCharacter)
  return cleaned.trim() === '' ? undefined : sha256Hex(cleaned)
}
