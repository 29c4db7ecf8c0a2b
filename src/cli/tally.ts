import type { Emitted } from './emit.ts'
import { counted } from './outcomeText.ts'
import type { ErrorRow } from './row.ts'
import { type Style, visible } from './terminal.ts'

/** Values in a message. */
const quoted = /"(?:\\.|[^"\\])*"|\d+/g

/** From here on, kinds of errors are told apart by code and place only. */
const mostKinds = 1000

/** What a run came to. Its size depends on the kinds of errors and not on their number. */
export class Tally {
  events = 0
  actions = 0
  /** Events for which nothing is sent, without any error. */
  silent = 0
  errors = 0
  readonly #kinds = new Map<string, ErrorKind>()

  add({ events, actions, silent, errors }: Emitted): void {
    this.events += events
    this.actions += actions
    this.silent += silent
    for (const { row, line } of errors) this.#error(row, line)
  }

  #error({ code, message, subscription, at }: ErrorRow, line: number): void {
    this.errors++
    // What is wrong differs, and not what it is wrong with.
    const shape = this.#kinds.size < mostKinds ? message.replace(quoted, '…') : ''
    const key = JSON.stringify([code, subscription, at, shape])
    const kind = this.#kinds.get(key) ?? { code, message, subscription, at, count: 0, lines: [] }
    kind.count++
    if (kind.lines.length < 5 && kind.lines.at(-1) !== line) kind.lines.push(line)
    this.#kinds.set(key, kind)
  }

  /** The most frequent kind of error first. */
  get kinds(): readonly ErrorKind[] {
    return [...this.#kinds.values()].sort((a, b) => b.count - a.count)
  }

  toJSON() {
    const { events, actions, silent, kinds } = this
    return { v: 1, events, actions, silent, errors: kinds }
  }
}

/** Errors of one code, of one subscription, in one place, that say the same of different values. */
interface ErrorKind {
  readonly code: string
  /** That of the first. */
  readonly message: string
  readonly subscription: string | undefined
  readonly at: string
  count: number
  /** The first few lines of the input. */
  readonly lines: number[]
}

export function errorsText({ kinds }: Tally, style: Style): string {
  const count = (kind: ErrorKind) => kind.count.toLocaleString('en')
  const width = Math.max(...kinds.map(kind => count(kind).length))
  return kinds
    .map(kind => {
      const { code, message, subscription, at, lines } = kind
      const where = [subscription, at].filter(Boolean).join(' ')
      const more = kind.count > lines.length ? ', …' : ''
      const place = `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`
      const parts = [visible(message), ...(where === '' ? [] : [visible(where)]), style.dim(place)]
      return `  ${count(kind).padStart(width)} × ${style.red(code)}  ${parts.join('   ')}\n`
    })
    .join('')
}

export function countsText({ events, actions, silent, errors }: Tally): string {
  const parts = [
    `${counted(events, 'event', 'events')} → ${counted(actions, 'action', 'actions')}`,
    ...(silent > 0 ? [`${counted(silent, 'event', 'events')} sent nothing`] : []),
    ...(errors > 0 ? [counted(errors, 'error', 'errors')] : []),
  ]
  return parts.join('; ')
}
