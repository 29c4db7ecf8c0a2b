import type { Change } from '../authoring/index.ts'
import { type Style, visible } from './style.ts'

/** Renders changes by subscription, one per line. `detail` adds to the line of a change. */
export function changeLines<C extends Change>(
  changes: readonly C[],
  style: Style,
  detail: (change: C) => string = () => '',
): string[] {
  const width = Math.max(...changes.map(change => labelOf(change).length))
  const whatWidth = Math.max(...changes.map(({ what }) => what.length))
  const lines: string[] = []
  let title = ''
  for (const change of changes) {
    const { destination, subscription, action, what, before, after } = change
    const heading = `${destination}   ${subscription === action ? action : `${subscription} → ${action}`}`
    if (heading !== title) lines.push('', style.bold(visible(heading)))
    title = heading
    const example = [before, after].some(value => value !== undefined) ? `   ${shown(before)} → ${shown(after)}` : ''
    const text = `  ${labelOf(change).padEnd(width)}   ${what.padEnd(whatWidth)}${detail(change)}${example}`
    lines.push(visible(text).trimEnd())
  }
  return lines
}

function labelOf({ at }: Change): string {
  return at === undefined || at === '' ? 'all of it' : at
}

function shown(value: Change['before']): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
