import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { visible } from '../render/index.ts'
import { WorkspaceError } from '../workspace/index.ts'
import type { OutputStream } from './terminal.ts'

export interface Question {
  readonly text: string
  /** Answer if the user just presses Enter. */
  readonly preset?: string
  /** Returns the reason why an answer is refused. Then the question is asked again. */
  readonly refuse?: (answer: string) => string | undefined
}

export type Ask = (question: Question) => Promise<string>

/** Streams of an interactive terminal. */
export interface Prompt {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stderr: OutputStream
}

/** True if both streams are a terminal, so that questions can be answered. */
export function canAsk({ stdin, stderr }: Prompt): boolean {
  return stdin.isTTY === true && stderr.isTTY === true
}

/** The user pressed Ctrl+C at a question. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/**
 * Asks questions on stderr and reads the answers from stdin.
 *
 * @throws Interrupted after Ctrl+C
 * @throws WorkspaceError if stdin ends
 */
export async function interview<T>({ stdin, stderr }: Prompt, talk: (ask: Ask) => Promise<T>): Promise<T> {
  const lines = createInterface({ input: stdin, output: stderr })
  let interrupted = false
  lines.on('SIGINT', () => {
    interrupted = true
    lines.close()
  })
  // An iterator keeps lines that arrive before their question, such as pasted ones.
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
        const refused = answer === '' ? 'an answer is required' : refuse(answer)
        if (refused === undefined) return answer
        stderr.write(`  ${visible(refused)}\n`)
      }
    })
  } finally {
    lines.close()
  }
}
