import { type Style, visible } from '../../render/index.ts'
import { groupDigits } from '../../text/index.ts'
import type { Event, Refused } from '../../workspace/index.ts'

/** Matches values in a message. */
const quoted = /"(?:\\.|[^"\\])*"|\d+/g

/** Beyond this number, kinds differ only by code and place, which bounds the memory. */
const mostKinds = 1000

/** An error or warning about a line of the input. */
export interface Finding extends Pick<Refused, 'at' | 'message'> {
  readonly code: string
  readonly subscription?: string | undefined
  readonly line: number
}

/** Findings that differ only in their values: same code, subscription, place and message. */
export interface Kind extends Omit<Finding, 'line'> {
  count: number
  /** The first few lines of the input. */
  readonly lines: number[]
}

/** Counts findings by kind. Memory grows with the kinds, not with the findings. */
export class Kinds {
  readonly #kinds = new Map<string, Kind>()

  add({ code, message, subscription, at, line }: Finding): void {
    const shape = this.#kinds.size < mostKinds ? message.replace(quoted, '…') : ''
    const key = JSON.stringify([code, subscription, at, shape])
    const kind = this.#kinds.get(key) ?? { code, message, subscription, at, count: 0, lines: [] }
    kind.count++
    if (kind.lines.length < 5 && kind.lines.at(-1) !== line) kind.lines.push(line)
    this.#kinds.set(key, kind)
  }

  /** The most frequent kind first. */
  get list(): readonly Kind[] {
    return [...this.#kinds.values()].sort((a, b) => b.count - a.count)
  }

  /** Renders a line per kind. */
  render(style: Style, colour: Style['red']): string {
    const count = (kind: Kind) => groupDigits(kind.count)
    const width = Math.max(...this.list.map(kind => count(kind).length))
    return this.list
      .map(kind => {
        const { code, message, subscription, at, lines } = kind
        const where = [subscription, at].filter(Boolean).join(' ')
        const more = kind.count > lines.length ? ', …' : ''
        const place = `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}${more}`
        const parts = [visible(message), ...(where === '' ? [] : [visible(where)]), style.dim(place)]
        return `  ${count(kind).padStart(width)} × ${colour(code)}  ${parts.join('   ')}\n`
      })
      .join('')
  }
}

/** Collects warnings about valid calls. */
export function collectWarnings(events: readonly Event[]): Finding[] {
  return events.flatMap(({ warnings, line }) => warnings.map(({ code, at, message }) => ({ code, at, message, line })))
}

export function warningsText(events: readonly Event[], style: Style): string {
  const kinds = new Kinds()
  for (const warning of collectWarnings(events)) kinds.add(warning)
  return kinds.render(style, style.yellow)
}
