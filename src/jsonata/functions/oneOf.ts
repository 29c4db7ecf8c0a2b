import { charge } from '../../value/index.ts'
import { JsonataError } from '../runtime/error.ts'

/**
 * Checks an argument against a list of words.
 *
 * @throws JsonataError D3137
 */
export function checkOneOf(words: readonly string[], word: string, functionName: string, index: number): void {
  if (words.includes(word)) return
  charge(word.length)
  const known = words.map(word => `"${word}"`).join(', ')
  const message = `argument ${index} of $${functionName} must be one of ${known}, not ${JSON.stringify(word)}`
  throw new JsonataError('D3137', { message, value: word, index, functionName })
}
