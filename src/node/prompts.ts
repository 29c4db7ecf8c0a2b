import process from 'node:process'
import { createInterface } from 'node:readline'
import { visible } from '../render/index.ts'
import { exit, Stop } from '../workspace/index.ts'

export interface Question {
  readonly text: string
  /** The answer of who just presses Enter. */
  readonly preset?: string
  /** Why an answer is none, after which the question is asked again. */
  readonly refuse?: (answer: string) => string | undefined
}

export type Ask = (question: Question) => Promise<string>

/** Whether there is somebody to be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true
}

/** Lets somebody be asked; questions are on stderr. Throws a `Stop` when they have enough. */
export async function interview<T>(talk: (ask: Ask) => Promise<T>): Promise<T> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
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
          process.stderr.write('\n')
          throw interrupted ? new Stop(exit.interrupted) : new Stop(exit.usage, { message: `no answer to: ${text}` })
        }
        const answer = value.trim() || preset
        const refused = answer === '' ? 'this needs an answer' : refuse(answer)
        if (refused === undefined) return answer
        process.stderr.write(`  ${visible(refused)}\n`)
      }
    })
  } finally {
    lines.close()
  }
}
