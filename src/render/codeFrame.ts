import type { FilePlace } from '../document/index.ts'
import { type Position, position } from '../text/index.ts'
import type { LocatedDiagnostic } from '../workspace/index.ts'
import { excerpt } from './excerpt.ts'
import type { Style } from './style.ts'
import { visible } from './style.ts'

/** Renders a diagnostic like a compiler: message, place, marked lines, help. */
export function renderProblem(problem: LocatedDiagnostic, style: Style): string {
  const { severity = 'error', code, message, place, label = '', related = [], note, help } = problem
  const color = severity === 'error' ? style.red : style.yellow
  const head = `${style.bold(color(code ? `${severity}[${code}]` : severity))}${style.bold(`: ${visible(message)}`)}\n`
  const others = related.map(other => ({ ...other, mark: '-', color: style.blue }))
  const marks = place ? [{ place, message: label, mark: '^', color }, ...others] : []
  const window = place ? renderPlaces(place, marks, style) : { text: '', margin: ' ' }
  const line = (name: string, text: string) => `${window.margin} ${style.blue('=')} ${name}: ${visible(text)}\n`
  const more = code ? line('learn more', `callmap help ${code}`) : ''
  return head + window.text + (note ? line('note', note) : '') + (help ? line('help', help) : '') + more
}

interface Mark {
  readonly place: FilePlace
  readonly message: string
  readonly mark: string
  readonly color: Style['red']
}

/** Renders the marked lines of a file in order. For other files, prints only the place. */
function renderPlaces({ file, text, start }: FilePlace, marks: readonly Mark[], style: Style) {
  const { line, column } = position(text, start)
  const all = marks
    .filter(({ place }) => place.file === file)
    .map(mark => ({ ...mark, ...position(text, mark.place.start) }))
  // A long line is cut around its first mark in the list, which is the diagnostic itself.
  const isBeyond = ({ column, place }: (typeof all)[number]) =>
    column + Math.min(place.end - place.start, mostMarked) > widest + 1
  const windows = new Map(all.toReversed().map(mark => [mark.line, isBeyond(mark) ? mark.column - 40 : 1]))
  const isShown = ({ line, column }: Position) => column >= windows.get(line)! && column < windows.get(line)! + widest
  const here = all.filter(isShown).toSorted((a, b) => a.line - b.line)
  const margin = ' '.repeat(String(here.at(-1)?.line ?? line).length)
  const bar = style.blue('|')
  const lines = here.flatMap((mark, i) => {
    const before = here[i - 1]
    const gap = before && mark.line > before.line + 1 ? [style.blue('...')] : []
    const [shown, marked] = renderMark(mark, windows.get(mark.line)!, text)
    const number = style.blue(String(mark.line).padStart(margin.length))
    return [...gap, ...(before?.line === mark.line ? [] : [`${number} ${bar} ${shown}`]), `${margin} ${bar} ${marked}`]
  })
  const elsewhere = marks
    .filter(({ place }) => place.file !== file || !isShown(position(text, place.start)))
    .map(({ place, message }) => {
      const { line, column } = position(place.text, place.start)
      return `${margin}${style.blue('-->')} ${visible(`${place.file}:${line}:${column}`)} ${visible(message)}`
    })
  const head = [`${margin}${style.blue('-->')} ${visible(file)}:${line}:${column}`, `${margin} ${bar}`]
  return { margin, text: [...head, ...lines, ...elsewhere, `${margin} ${bar}\n`].join('\n') }
}

/** Longer lines are cut to this number of characters. */
const widest = 120

/** Start of a mark that is always shown. */
const mostMarked = 40

/** Renders a line, and the marks below it. */
function renderMark({ place, message, mark, color }: Mark, from: number, text: string) {
  const { shown, indent, marks } = excerpt(text, place, mark, from, widest)
  const label = message === '' ? '' : ` ${visible(message)}`
  return [visible(shown), `${indent}${color(`${marks}${label}`)}`]
}
