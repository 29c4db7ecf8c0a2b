import { readFileSync } from 'node:fs'
import type { Json } from '../../src/api/index.ts'

/** Every difference that `docs/compatibility.md` lists, shown by a case of it. */
export interface Difference {
  difference: string
  mapping: Json
  input: Json
  published: string
  ours: string
}

/** The rows of the table under `## Mappings`: a sentence, then JSON in code spans. */
export function listedDifferences(): Difference[] {
  const text = readFileSync(new URL('../../docs/compatibility.md', import.meta.url), 'utf8')
  const section = text.split(/^## /m).find(part => part.startsWith('Mappings\n')) ?? ''
  const rows = section.split('\n').filter(line => line.startsWith('| ') && line.includes('`'))
  return rows.map(row => {
    const [difference, mapping, input, published, ours] = row.split(' | ').map(cell => cell.replace(/^\| /, '').trim())
    const code = (cell: string | undefined) => cell!.replace(/^`|`$/g, '').replaceAll('\\|', '|')
    return {
      difference: difference!,
      mapping: JSON.parse(code(mapping)),
      input: JSON.parse(code(input)),
      published: code(published),
      ours: code(ours),
    }
  })
}
