import type { Answer } from '../response/index.ts'
import { printCount } from '../text/index.ts'
import type { FileSystem } from '../workspace/index.ts'
import { checkAnswer, readJson } from '../workspace/index.ts'
import { ExitError, exit } from './exit.ts'

/** The answers of `--answer`. */
export interface PreviewAnswers {
  /** Takes the answer to the next request. */
  next(): Answer | undefined
  /** Describes a list that is longer or shorter than that of the requests so far. */
  describeMiscount(): string | undefined
}

/**
 * Reads `--answer`: a status, or a file with `{ status, headers, body }` or a list of those, one for each request in
 * order. A single answer is that to all requests.
 *
 * @throws ExitError if it is neither
 */
export function previewAnswers(files: FileSystem, given: string): PreviewAnswers {
  if (/^[1-5]\d\d$/.test(given)) return repeatAnswer({ status: Number(given) })
  if (/^\d+$/.test(given)) {
    throw new ExitError(exit.usage, { message: `--answer takes a status from 100 to 599, not ${given}` })
  }
  const { value } = readJson(files, given, 'input')
  const all = Array.isArray(value) ? value : [value]
  for (const [i, answer] of all.entries()) {
    const wrong = checkAnswer(answer)
    if (wrong) throw refuse(`${Array.isArray(value) ? `entry ${i + 1} of ` : ''}\`${given}\``, wrong.expected)
  }
  if (!Array.isArray(value)) return repeatAnswer(value as unknown as Answer)
  let asked = 0
  return {
    next: () => all[asked++] as unknown as Answer | undefined,
    describeMiscount() {
      if (asked === all.length) return undefined
      return `\`${given}\` has ${printCount(all.length, 'answer', 'answers')} for ${printCount(asked, 'request', 'requests')}`
    },
  }
}

function repeatAnswer(answer: Answer): PreviewAnswers {
  return { next: () => answer, describeMiscount: () => undefined }
}

function refuse(name: string, expected: string): ExitError {
  const help = 'write { "status": 429, "headers": {}, "body": {} }, or { "error": "timeout" }'
  return new ExitError(exit.input, { message: `${name} is no answer: expected ${expected}`, help })
}
