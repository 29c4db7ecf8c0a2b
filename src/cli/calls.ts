import { type Diagnostic, normalize, type SourceEvent } from '../index.ts'
import { type Portion, readPortions } from './input.ts'
import type { JsonText } from './split.ts'
import { exit } from './stop.ts'

/** What one call of an input turned out to be: an event, or why it is none. */
export type Call =
  | { readonly line: number; readonly event: SourceEvent }
  | { readonly line: number; readonly refused: Refusal }

export interface Refusal {
  readonly exit: typeof exit.no | typeof exit.input
  readonly diagnostics: readonly Pick<Diagnostic, 'code' | 'at' | 'message' | 'help'>[]
  readonly messageId?: string
}

/** Reads the calls of files, one portion after the other; `-` is stdin. Throws a `Stop`. */
export async function* readCalls(files: readonly string[], receivedAt?: string): AsyncGenerator<Call[]> {
  for (const file of files) {
    for await (const portion of readPortions(file) as AsyncIterable<Portion>) {
      yield portion.flatMap(text => callsOf(text, receivedAt))
    }
  }
}

function callsOf({ line, text }: JsonText, receivedAt: string | undefined): Call[] {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    const message = `line ${line} is not JSON: ${shortened(text)}`
    return [{ line, refused: { exit: exit.input, diagnostics: [{ code: 'CM107', at: '', message }] } }]
  }
  return normalizeAll(raw).map(...)
}

function shortened(text: string): string {
  const start = text.trim().split('\n', 1)[0] ?? ''
  if (start === '') return 'it ends too early'
  return start.length > 60 ? `${start.slice(0, 60)}…` : start
}
