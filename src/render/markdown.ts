import { createStyle, type Style, visible } from './style.ts'

/** Renders Markdown for a terminal: tables aligned, code indented, markup removed. */
export function markdownText(page: string, style: Style, width = 100): string {
  const lines: string[] = []
  let table: string[][] = []
  let isCode = false
  const endTable = () => {
    if (table.length > 0) lines.push(...tableLines(table, style, width))
    table = []
  }
  for (const line of page.trimEnd().split('\n')) {
    const isRow = !isCode && line.startsWith('|')
    if (!isRow) endTable()
    if (line.startsWith('```')) isCode = !isCode
    else if (isCode) lines.push(line === '' ? '' : style.cyan(`    ${visible(line)}`))
    else if (isRow) table.push(splitCells(line))
    else lines.push(textLine(line, style))
  }
  endTable()
  return `${lines.join('\n')}\n`
}

function textLine(line: string, style: Style): string {
  const [, heading] = /^#+ (.*)$/.exec(line) ?? []
  return heading === undefined ? spans(line, style) : style.bold(spans(heading, unstyled))
}

const unstyled = createStyle(false)

/** Renders code, emphasis and links within a line. */
function spans(text: string, style: Style): string {
  return visible(text)
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, (_, strong: string) => style.bold(strong))
    .replace(/(?<![\w*`])\*(\w+)\*(?![\w*`])/g, (_, stressed: string) => style.dim(stressed))
    .replace(/(`+) ?(.+?) ?\1(?!`)/g, (_, _ticks: string, code: string) => style.cyan(code))
}

function measureWidth(text: string): number {
  return spans(text, unstyled).length
}

function splitCells(row: string): string[] {
  const cells = row.slice(1, row.lastIndexOf('|')).split(/(?<!\\)\|/)
  return cells.map(cell => cell.trim().replaceAll('\\|', '|').replaceAll('<br>', ' '))
}

/** Renders a table. If it is too wide for the terminal, each cell gets its own line. */
function tableLines([head = [], , ...rows]: readonly string[][], style: Style, width: number): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map(row => measureWidth(row[column] ?? ''))))
  const isNarrow = widths.reduce((sum, one) => sum + one + 3, 0) <= width
  if (!isNarrow) {
    const named = (cell: string, i: number) => {
      const title = spans(head[i] ?? '', unstyled)
      return `    ${title === '' ? '' : style.dim(`${title}: `)}${spans(cell, style)}`
    }
    return rows.flatMap(([first = '', ...others]) => [
      `  ${spans(first, style)}`,
      ...others.map((cell, i) => (cell === '' ? '' : named(cell, i + 1))).filter(line => line !== ''),
    ])
  }
  const renderLine = (row: readonly string[], show: (text: string) => string) =>
    row
      .map((cell, column) => `${show(cell)}${' '.repeat(Math.max(0, (widths[column] ?? 0) - measureWidth(cell)))}`)
      .join('   ')
      .trimEnd()
  const titles = head.some(title => title !== '')
    ? [`  ${renderLine(head, cell => style.dim(spans(cell, unstyled)))}`]
    : []
  return [...titles, ...rows.map(row => `  ${renderLine(row, cell => spans(cell, style))}`)]
}
