import { hash as digest, type HashAlgorithm } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'
import type { PureFunction } from './pureFunction.ts'

const algorithms: readonly string[] = ['sha256', 'md5', 'sha1']
const encodings: readonly string[] = ['hex', 'base64']

export const hash: PureFunction = {
  name: 'hash',
  summary: "The hash of a text: 'sha256', 'md5' or 'sha1', in 'hex' or 'base64'.",
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
  implementation(text: string | undefined, algorithm = 'sha256', encoding = 'hex'): string | undefined {
    if (text === undefined) return undefined
    check(2, algorithm, algorithms)
    check(3, encoding, encodings)
    return digest(text, algorithm as HashAlgorithm, encoding as 'hex' | 'base64')
  },
}

function check(index: number, word: string, words: readonly string[]): void {
  if (words.includes(word)) return
  const message = `argument ${index} of $hash is one of ${words.map(known => `"${known}"`).join(', ')}, not ${JSON.stringify(word)}`
  throw new JsonataError('D3137', { message, value: word, index, functionName: 'hash' })
}
