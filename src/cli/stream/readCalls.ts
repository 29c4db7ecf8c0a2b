import { findJsonMistake, type JsonText, maxText, parseEveryDigit } from '../../document/index.ts'
import { type NormalizeOptions, normalize } from '../../event/index.ts'
import type { Style } from '../../render/index.ts'
import { renderProblem } from '../../render/index.ts'
import { groupDigits } from '../../text/index.ts'
import { isObject, maxDepth } from '../../value/index.ts'
import { type Event, isDeadLetter, type Refused } from '../../workspace/index.ts'
import type { GlobalFlags } from '../command.ts'
import { type Exit, ExitError, exit } from '../exit.ts'
import { type InputHost, type NumberedText, readPortions } from './readInput.ts'

/** A call of the input: an event, or a refused call. */
export type Call = Event | Refusal

export interface Refusal {
  readonly file: string
  readonly line: number
  readonly messageId?: string
  readonly refused: Refused
}

/** Exit code for a refused call. */
export function chooseExit({ refused }: Refusal): Exit {
  return refused.code === 'CM107' || refused.code === 'CM111' ? exit.input : exit.no
}

export function refusalText({ file, line, refused: { code, at, message, help } }: Refusal, style: Style): string {
  const place = `${file === '-' ? 'line' : `${file}, line`} ${line}${at === '' ? '' : `, ${at}`}`
  return renderProblem({ code, message, note: place, help }, style)
}

/** Most calls at once, because a line may be a list of millions. */
const mostCalls = 1000

/** Most characters of input for a command that looks at all events together, which take up to thirty bytes each. */
export const mostHeld = 32 * 2 ** 20

/**
 * Reads the calls of files, a portion at a time. `-` is stdin.
 *
 * @throws ExitError if a file cannot be read, or all texts together have more characters than `most`
 */
export async function* readCalls(
  host: InputHost,
  files: readonly string[],
  options: NormalizeOptions,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<Call[]> {
  let size = 0
  for (const file of files) {
    for await (const portion of readPortions(host, file)) {
      let calls: Call[] = []
      for (const text of portion) {
        size += text.text.length
        if (size > most) throw tooMany(file, text, most)
        for (const call of normalizeCalls(file, text, options)) {
          if (calls.push(call) < mostCalls) continue
          yield calls
          calls = []
        }
      }
      yield calls
    }
  }
}

function tooMany(file: string, { line }: NumberedText, most: number): ExitError {
  return new ExitError(exit.input, {
    code: 'CM110',
    message: `these are more than ${groupDigits(most)} characters of events`,
    note: `${file}, line ${line}`,
    help: 'take a part of them: head -n 10000 events.ndjson',
  })
}

export function normalizeOptions({ now, type }: Pick<GlobalFlags, 'now' | 'type'>): NormalizeOptions {
  return { ...(now !== undefined && { receivedAt: now }), ...(type !== undefined && { type }) }
}

/** Refuses an event that is nested too deep to print. */
export function refuseDepth({ file, line }: Event): Refusal {
  const message = `this event is nested deeper than ${maxDepth} levels`
  return { file, line, refused: { code: 'CM906', at: '', message } }
}

/** Normalizes the calls in one JSON text. */
export function* normalizeCalls(file: string, text: NumberedText, options: NormalizeOptions): Generator<Call> {
  const { line, index } = text
  const parsed = parseText(text)
  if ('refused' in parsed) {
    yield { file, line, ...parsed }
    return
  }
  const value = isDeadLetter(parsed.value) ? parsed.value.event : parsed.value
  if (!Array.isArray(value)) yield* normalizeCall({ file, line }, value, { ...options, index })
  else {
    for (const [i, raw] of value.entries()) {
      yield* normalizeCall({ file, line }, raw, { ...options, index: `${index}/${i}` })
    }
  }
}

/** Normalizes one call, or the calls of a batch. */
function normalizeCall(place: Pick<Event, 'file' | 'line'>, raw: unknown, options: NormalizeOptions): Call[] {
  const { events, diagnostics } = normalize(raw, options)
  const messageId = isObject(raw) && typeof raw.messageId === 'string' ? { messageId: raw.messageId } : {}
  const refusals = diagnostics.filter(({ severity }) => severity === 'error')
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning')
  return [
    ...events.map((event, i) => ({ ...place, event, warnings: i === 0 ? warnings : [] })),
    ...refusals.map(refused => ({ ...place, ...messageId, refused })),
  ]
}

/** Most characters of broken JSON whose first mistake is looked for, which takes about a hundred bytes for each. */
const mostExamined = 2 ** 20

/** Parses a JSON text of the input. */
export function parseText({ text, isCut }: JsonText): { readonly value: unknown } | { readonly refused: Refused } {
  if (isCut) {
    const message = `this has more than ${groupDigits(maxText)} characters: ${shortenText(text)}`
    return { refused: { code: 'CM111', at: '', message } }
  }
  try {
    return { value: parseEveryDigit(text) }
  } catch {
    const message = `this is not JSON: ${shortenText(text)}`
    // Text that does not start like JSON is another format, so details of the syntax error do not help.
    const isExamined = text.length <= mostExamined && /^\s*[{[]/.test(text)
    const help = isExamined ? findJsonMistake(text).help : undefined
    return { refused: { code: 'CM107', at: '', message, ...(help !== undefined && { help }) } }
  }
}

function shortenText(text: string): string {
  const start = text.trim().split('\n', 1)[0] ?? ''
  if (start === '') return 'it ends before its last `]`'
  return start.length > 60 ? `${start.slice(0, 60)}…` : start
}
