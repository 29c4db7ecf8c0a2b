import { lineAt, position, type Span } from '../text/index.ts'

/** Part of a line, and the marks to draw below it. */
interface Excerpt {
  readonly shown: string
  /** Spaces before the marks. */
  readonly indent: string
  readonly marks: string
}

/** Cuts the line of a span to `widest` characters from a column, counted from 1, and marks the span with a sign. */
export function excerpt(text: string, { start, end }: Span, sign: string, from: number, widest: number): Excerpt {
  const shown = lineAt(text, start)
    .slice(from - 1, from - 1 + widest)
    .replaceAll('\t', ' ')
  const before = position(text, start).column - from
  const length = Math.max(1, Math.min(end - start, shown.length - before))
  return { shown, indent: ' '.repeat(before), marks: sign.repeat(length) }
}
