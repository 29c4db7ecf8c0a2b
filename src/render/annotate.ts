import type { Style } from './style.ts'

/** A label for a part of a string. */
export interface Mark {
  /** UTF-16 offset. */
  readonly start: number
  readonly label: string
}

/** Gap between two labels on one line. */
const gap = 3

/**
 * Renders the lines of a string, with labels under its parts.
 *
 * @example
 * drawMarks('a > 5', [{ start: 0, label: '7' }], style)
 * // a > 5
 * // |
 * // 7
 */
export function drawMarks(text: string, marks: readonly Mark[], style: Style): string[] {
  let start = 0
  return text.split('\n').flatMap(line => {
    const from = start
    start += line.length + 1
    const ofLine = marks.filter(mark => mark.start >= from && mark.start < start)
    return [
      line,
      ...labelLines(
        ofLine.map(({ start, label }) => ({ start: start - from, label })),
        style,
      ),
    ]
  })
}

/** Places labels from the right. A label that would touch the next one gets its own line. */
function labelLines(marks: readonly Mark[], style: Style): string[] {
  let waiting = marks.toSorted((a, b) => a.start - b.start)
  const lines = waiting.length > 0 ? [style.dim(bars(waiting))] : []
  while (waiting.length > 0) {
    const placed: Mark[] = []
    const held: Mark[] = []
    for (const mark of waiting.toReversed()) {
      const next = placed[0]
      const fits = next === undefined || mark.start + mark.label.length + gap <= next.start
      if (fits && held.length === 0) placed.unshift(mark)
      else held.unshift(mark)
    }
    const beside = held.filter(({ start }) => start < placed[0]!.start)
    let line = bars(beside)
    for (const { start, label } of placed) line = line.padEnd(start) + label
    lines.push(line)
    waiting = held
  }
  return lines
}

function bars(marks: readonly Mark[]): string {
  let line = ''
  for (const { start } of marks) if (start >= line.length) line = `${line.padEnd(start)}|`
  return line
}
