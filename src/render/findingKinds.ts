import { groupDigits } from '../text/index.ts'
import type { Event, Refused } from '../workspace/index.ts'
import { type Style, visible } from './style.ts'
import { alignColumns } from './table.ts'

/** Matches values in a message. */
const quoted = /"(?:\\.|[^"\\])*"|\d+/g

/** Matches the places of items in a pointer. */
const position = /\/\d+(?=\/|$)/g

/** Beyond this number, kinds differ only by code and subscription, which bounds the memory. */
const mostKinds = 1000

/** An error or warning about a line of the input. */
export interface LineFinding extends Pick<Refused, 'at' | 'message'> {
  readonly code: string
  readonly subscription?: string | undefined
  readonly line: number
}

/** Findings that differ only in their values: same code, subscription, place and message, or only in the places of items. */
export interface FindingKind extends Omit<LineFinding, 'line'> {
  count: number
  /** The first few lines of the input. */
  readonly lines: number[]
}

/** Counts findings by kind. Memory grows with the kinds, not with the findings. */
export class FindingKinds {
  readonly #kinds = new Map<string, FindingKind>()

  add({ code, message, subscription, at, line }: LineFinding): void {
    const isCoarse = this.#kinds.size >= mostKinds
    const shape = isCoarse ? [] : [at.replace(position, '/*'), message.replace(quoted, '…')]
    const key = JSON.stringify([code, subscription, ...shape])
    const kind = this.#kinds.get(key) ?? { code, message, subscription, at, count: 0, lines: [] }
    kind.count++
    if (kind.lines.length < 5 && kind.lines.at(-1) !== line) kind.lines.push(line)
    this.#kinds.set(key, kind)
  }

  /** The most frequent kind first. */
  get list(): readonly FindingKind[] {
    return [...this.#kinds.values()].sort((a, b) => b.count - a.count)
  }

  /** Renders a line per kind. */
  render(style: Style, colour: Style['red']): string {
    const rows = this.list.map(({ code, message, subscription, at, count, lines }) => {
      const where = [subscription, at].filter(Boolean).join(' ')
      const more = count > lines.length ? ', …' : ''
      const place = `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`
      const parts = [visible(message), ...(where === '' ? [] : [visible(where)]), style.dim(place)]
      return [`${groupDigits(count)} × ${colour(code)}`, parts.join('   ')]
    })
    return alignColumns(rows, { right: [0] })
      .map(line => `  ${line}\n`)
      .join('')
  }
}

/** Collects warnings about valid calls. */
export function collectWarnings(events: readonly Event[]): LineFinding[] {
  return events.flatMap(({ warnings, line }) => warnings.map(({ code, at, message }) => ({ code, at, message, line })))
}

export function warningsText(events: readonly Event[], style: Style): string {
  const kinds = new FindingKinds()
  for (const warning of collectWarnings(events)) kinds.add(warning)
  return kinds.render(style, style.yellow)
}
