import type { Style } from './terminal.ts'
import { visible } from './terminal.ts'

/** Something to be told to a person, as the library's diagnostics have it, and where in which file it is. */
export interface Problem {
  /** `error` where it is not said. */
  readonly severity?: 'error' | 'warning'
  readonly code?: string
  readonly message: string
  readonly place?: Place | undefined
  readonly note?: string | undefined
  readonly help?: string | undefined
}

export interface Place {
  readonly file: string
  /** The file's text, and the part of it that is meant. */
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A problem in the form that compilers have made common: message, place, the line with a mark, the way out. */
export function renderProblem({ severity = 'error', code, message, place, note, help }: Problem, style: Style): string {
  const color = severity === 'error' ? style.red : style.yellow
  const head = `${style.bold(color(code ? `${severity}[${code}]` : severity))}${style.bold(`: ${visible(message)}`)}\n`
  const window = place ? renderPlace(place, color, style) : { text: '', margin: ' ' }
  const line = (name: string, text: string) => `${window.margin} ${style.blue('=')} ${name}: ${visible(text)}\n`
  return head + window.text + (note ? line('note', note) : '') + (help ? line('help', help) : '')
}

/** Line and column, counted from 1, of an offset. */
function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** What a terminal shows of a line that is longer than this, is a part of it. */
const widest = 120

function renderPlace({ file, text, start, end }: Place, color: Style['red'], style: Style) {
  const { line, column } = position(text, start)
  const margin = ' '.repeat(String(line).length)
  const from = column > widest ? column - 40 : 1
  const whole = text.split('\n', line)[line - 1] ?? ''
  const shown = whole
    .replace(/\r$/, '')
    .slice(from - 1, from - 1 + widest)
    .replaceAll('\t', ' ')
  const length = Math.max(1, Math.min(end - start, shown.length - (column - from)))
  const bar = style.blue('|')
  return {
    margin,
    text: [
      `${margin}${style.blue('-->')} ${visible(file)}:${line}:${column}`,
      `${margin} ${bar}`,
      `${style.blue(String(line))} ${bar} ${visible(shown)}`,
      `${margin} ${bar} ${' '.repeat(column - from)}${color('^'.repeat(length))}`,
      `${margin} ${bar}\n`,
    ].join('\n'),
  }
}
