import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { visible } from '../render/index.ts'
import { WorkspaceError } from '../workspace/index.ts'
import type { Output } from './terminal.ts'

export interface Question {
  readonly text: string
  /** The answer of who just presses Enter. */
  readonly preset?: string
  /** Why an answer is none, after which the question is asked again. */
  readonly refuse?: (answer: string) => string | undefined
}

export type Ask = (question: Question) => Promise<string>

/** The terminal of a person. */
export interface Prompt {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stderr: Output
}

/** Whether there is somebody to be asked. */
export function canAsk({ stdin, stderr }: Prompt): boolean {
  return stdin.isTTY === true && stderr.isTTY === true
}

/** Who is asked has pressed Ctrl+C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * Lets somebody be asked; questions are on stderr.
 *
 * @throws Interrupted
 * @throws WorkspaceError if there are no more answers
 */
export async function interview<T>({ stdin, stderr }: Prompt, talk: (ask: Ask) => Promise<T>): Promise<T> {
  const lines = createInterface({ input: stdin, output: stderr })
  let interrupted = false
  lines.on('SIGINT', () => {
    interrupted = true
    lines.close()
  })
  // Answers that come before their question, as pasted ones do, are kept.
  const answers = lines[Symbol.asyncIterator]()
  try {
    return await talk(async ({ text, preset = '', refuse = () => undefined }) => {
      for (;;) {
        lines.setPrompt(`${text}${preset === '' ? '' : ` (${preset})`}: `)
        lines.prompt()
        const { value, done } = await answers.next()
        if (done) {
          stderr.write('\n')
          throw interrupted ? new Interrupted() : new WorkspaceError('usage', { message: `no answer to: ${text}` })
        }
        const answer = value.trim() || preset
        const refused = answer === '' ? 'this needs an answer' : refuse(answer)
        if (refused === undefined) return answer
        stderr.write(`  ${visible(refused)}\n`)
      }
    })
  } finally {
    lines.close()
  }
}
