import type { Answer } from '../response/index.ts'
import type { FileSystem } from '../workspace/index.ts'
import { readJson } from '../workspace/index.ts'
import { checkAnswer } from './checkAnswer.ts'
import { ExitError, exit } from './exit.ts'

/**
 * Reads `--answer`: a status, or a file with `{ status, headers, body }` or a list of those. Returns a function that
 * gives the answer to each request in order. A single answer is that to all requests.
 *
 * @throws ExitError if it is neither
 */
export function previewAnswers(files: FileSystem, given: string): () => Answer | undefined {
  if (/^[1-5]\d\d$/.test(given)) return () => ({ status: Number(given) })
  if (/^\d+$/.test(given)) {
    throw new ExitError(exit.usage, { message: `--answer takes a status from 100 to 599, not ${given}` })
  }
  const { value } = readJson(files, given, 'input')
  const all = Array.isArray(value) ? value : [value]
  for (const [i, answer] of all.entries()) {
    const wrong = checkAnswer(answer)
    if (wrong) throw refuse(`${Array.isArray(value) ? `entry ${i + 1} of ` : ''}\`${given}\``, wrong.expected)
  }
  if (!Array.isArray(value)) return () => value as unknown as Answer
  let next = 0
  return () => all[next++] as unknown as Answer | undefined
}

function refuse(name: string, expected: string): ExitError {
  const help = 'write { "status": 429, "headers": {}, "body": {} }, or { "error": "timeout" }'
  return new ExitError(exit.input, { message: `${name} is no answer: expected ${expected}`, help })
}
