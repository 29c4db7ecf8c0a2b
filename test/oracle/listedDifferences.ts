import { readFileSync } from 'node:fs'
import type { Json } from '../../src/api/index.ts'

/** Every difference of mappings that `docs/compatibility.md` lists, shown by a case of it. */
export interface Difference {
  difference: string
  mapping: Json
  input: Json
  published: string
  ours: string
}

/** Every difference of JSONata that `docs/compatibility.md` lists. */
export interface ExpressionDifference {
  difference: string
  expression: string
  published: string
  ours: string
}

/** The rows of the table under `## Mappings`: a sentence, then JSON in code spans. */
export function listedDifferences(): Difference[] {
  return rows('Mappings').map(([difference, mapping, input, published, ours]) => ({
    difference: difference!,
    mapping: JSON.parse(mapping!),
    input: JSON.parse(input!),
    published: published!,
    ours: ours!,
  }))
}

/** The rows of the table under `## JSONata`: a sentence, then an expression and JSON in code spans. */
export function listedExpressions(): ExpressionDifference[] {
  return rows('JSONata').map(([difference, expression, published, ours]) => ({
    difference: difference!,
    expression: expression!,
    published: published!,
    ours: ours!,
  }))
}

/** Cells of a table without the marks of code spans. */
function rows(heading: string): string[][] {
  const text = readFileSync(new URL('../../docs/compatibility.md', import.meta.url), 'utf8')
  const section = text.split(/^## /m).find(part => part.startsWith(`${heading}\n`)) ?? ''
  const lines = section.split('\n').filter(line => line.startsWith('| ') && line.includes('`'))
  return lines.map(line => line.split(' | ').map(cell => code(cell.replace(/^\| /, '').trim())))
}

function code(cell: string): string {
  return /^`.*`$/.test(cell) ? cell.slice(1, -1).replaceAll('\\|', '|') : cell
}
