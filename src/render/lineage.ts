import { type Flow, openLineage } from '../analysis/index.ts'
import { type Style, visible } from './style.ts'
import { alignColumns } from './table.ts'

export type LineageFormat = 'table' | 'json' | 'mermaid' | 'dot' | 'openlineage'

/** A flow, ready to print. */
export interface LineageRow {
  readonly from: string
  readonly to: string
  readonly how: string
  readonly defined: string
  readonly pii: boolean
  readonly subscriptions: readonly string[]
  readonly destination: string
  readonly flow: Flow
}

/** Renders flows, by the name of the format. */
export const lineageFormats: Readonly<Record<LineageFormat, (rows: readonly LineageRow[], style: Style) => string>> = {
  table,
  json,
  mermaid,
  dot,
  openlineage: rows => `${JSON.stringify(openLineage(rows), null, 2)}\n`,
}

function table(rows: readonly LineageRow[], style: Style): string {
  const cells = [
    ['event field', '', 'action field', 'how', 'defined'],
    ...rows.map(({ from, pii, to, how, defined }) => [
      from || '(the whole event)',
      pii ? '[pii]' : '',
      to,
      how,
      defined,
    ]),
  ].map(row => row.map(visible))
  const lines = alignColumns(cells, { widest: 60 })
  return `${style.bold(lines[0]!)}\n${lines.slice(1).join('\n')}\n`
}

function json(rows: readonly LineageRow[]): string {
  const flows = rows.map(({ destination, flow, ...shown }) => shown)
  return `${JSON.stringify({ v: 1, flows }, null, 2)}\n`
}

function mermaid(rows: readonly LineageRow[]): string {
  const label = (text: string) => `"${text.replace(/["#<>]/g, sign => `#${sign.charCodeAt(0)};`)}"`
  const { nodes, edges } = graph(rows)
  const lines = [
    ...[...nodes].map(([text, id]) => `  ${id}[${label(text)}]`),
    ...edges.map(({ from, to, how }) => `  ${from} -->|${label(how)}| ${to}`),
  ]
  return `graph LR\n${lines.join('\n')}\n`
}

function dot(rows: readonly LineageRow[]): string {
  const { nodes, edges } = graph(rows)
  const lines = [
    ...[...nodes].map(([text, id]) => `  ${id} [label=${JSON.stringify(text)}];`),
    ...edges.map(({ from, to, how }) => `  ${from} -> ${to} [label=${JSON.stringify(how)}];`),
  ]
  return `digraph lineage {\n  rankdir=LR;\n${lines.join('\n')}\n}\n`
}

/** Numbers the nodes. Event fields get a prefix, because an action field may have the same name. */
function graph(rows: readonly LineageRow[]) {
  const nodes = new Map<string, string>()
  const assignId = (text: string) => {
    const id = nodes.get(text) ?? `n${nodes.size}`
    nodes.set(text, id)
    return id
  }
  const edges = rows.map(({ from, to, how }) => ({ from: assignId(`event ${from}`.trimEnd()), to: assignId(to), how }))
  return { nodes, edges }
}

/** Renders a table of fields that nothing reads. */
export function unusedFieldsText(found: readonly { path: string; events: number }[], total: number): string {
  if (found.length === 0) return 'All fields of the events are read.\n'
  const lines = [
    ['event field', 'events'],
    ...found.map(({ path, events }) => [visible(path), `${events} of ${total}`]),
  ]
  return `${alignColumns(lines).join('\n')}\n`
}
