import stringWidth from 'string-width'

/** Gap between two columns. */
const gap = '   '

/** Number of columns that a string takes in a terminal. */
export function measureWidth(text: string): number {
  return stringWidth(text)
}

export interface ColumnOptions {
  /** Maximum width of a column. Longer cells move the rest of their line. */
  readonly widest?: number
  /** Numbers of the columns that are aligned to the right. */
  readonly right?: readonly number[]
}

/**
 * Joins cells to lines with aligned columns. Widths are those of a terminal, so cells may be coloured or have wide
 * characters.
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  { widest = Number.POSITIVE_INFINITY, right = [] }: ColumnOptions = {},
): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.min(widest, Math.max(widths[i] ?? 0, stringWidth(cell)))
  }
  return rows.map(row => {
    const cells = row.map((cell, i) => {
      const padding = ' '.repeat(Math.max(0, widths[i]! - stringWidth(cell)))
      return right.includes(i) ? padding + cell : cell + padding
    })
    return cells.join(gap).trimEnd()
  })
}
