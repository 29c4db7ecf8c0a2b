import stringWidth from 'string-width'

/** Gap between two columns. */
const gap = '   '

/**
 * Joins cells to lines with aligned columns. Widths are those of a terminal, so cells may be coloured or have wide
 * characters. A column is at most `widest` wide; longer cells move the rest of their line.
 */
export function alignColumns(rows: readonly (readonly string[])[], widest = Number.POSITIVE_INFINITY): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.min(widest, Math.max(widths[i] ?? 0, stringWidth(cell)))
  }
  return rows.map(row => {
    const cells = row.map((cell, i) =>
      i === row.length - 1 ? cell : cell + ' '.repeat(Math.max(0, widths[i]! - stringWidth(cell))),
    )
    return cells.join(gap).trimEnd()
  })
}
