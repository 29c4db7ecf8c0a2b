import { JsonataError } from '../runtime/error.ts'

/** Refuses an argument of a function that is none of the words which it may be. */
export function checkOneOf(words: readonly string[], word: string, functionName: string, index: number): void {
  if (words.includes(word)) return
  const known = words.map(word => `"${word}"`).join(', ')
  const message = `argument ${index} of $${functionName} is one of ${known}, not ${JSON.stringify(word)}`
  throw new JsonataError('D3137', { message, value: word, index, functionName })
}
