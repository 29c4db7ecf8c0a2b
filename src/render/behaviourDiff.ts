import type { Change } from '../authoring/index.ts'
import { type Style, visible } from './style.ts'
import { alignColumns } from './table.ts'

/** Renders changes by subscription, one per line. `detail` adds to the line of a change. */
export function changeLines<C extends Change>(
  changes: readonly C[],
  style: Style,
  detail: (change: C) => string = () => '',
): string[] {
  const rows = alignColumns(changes.map(change => renderCells(change, detail(change))))
  const lines: string[] = []
  let title = ''
  for (const [i, { destination, subscription, action }] of changes.entries()) {
    const heading = `${destination}   ${subscription === action ? action : `${subscription} → ${action}`}`
    if (heading !== title) lines.push('', style.bold(visible(heading)))
    title = heading
    lines.push(`  ${rows[i]}`)
  }
  return lines
}

function renderCells({ at, what, before, after }: Change, detail: string): string[] {
  const example = [before, after].some(value => value !== undefined)
    ? `${renderValue(before)} → ${renderValue(after)}`
    : ''
  return [at === undefined || at === '' ? 'all of it' : at, what, ...[detail, example].filter(Boolean)].map(visible)
}

function renderValue(value: Change['before']): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
