import type { Outcome, Outcomes } from '../response/index.ts'
import { type Style, visible } from './style.ts'
import { alignColumns } from './table.ts'

/**
 * Renders what an answer means, a line for each different outcome. `title` names an action; a request that carries one
 * needs no names.
 */
export function outcomeLines(
  { outcomes, pause }: Outcomes,
  style: Style,
  title?: (action: number) => string,
): string[] {
  const byOutcome = new Map<string, { outcome: Outcome; names: string[] }>()
  for (const outcome of outcomes) {
    const { action, ...shared } = outcome
    const key = JSON.stringify(shared)
    const group = byOutcome.get(key) ?? { outcome, names: [] }
    byOutcome.set(key, group)
    if (title) group.names.push(title(action))
  }
  const rows = [...byOutcome.values()].map(({ outcome, names }) => {
    const message = 'message' in outcome ? outcome.message : ''
    return [`→ ${describeOutcome(outcome)}`, ...(title ? [names.join(', ')] : []), message].map(visible)
  })
  const lines = alignColumns(rows).map((line, i) => colours(style)[[...byOutcome.values()][i]!.outcome.outcome](line))
  if (!pause) return lines
  const isTimed = outcomes.some(outcome => outcome.outcome === 'retry' && outcome.after !== undefined)
  return [...lines, style.yellow(`→ pause: nothing else of this account ${isTimed ? 'until then' : 'for now'}`)]
}

function describeOutcome(outcome: Outcome): string {
  if (outcome.outcome === 'retry') {
    const { after, split } = outcome
    return `retry${after === undefined ? '' : ` after ${after} s`}${split ? ' in smaller parts' : ''}`
  }
  if (outcome.outcome === 'unauthorized' && outcome.token !== undefined) return `unauthorized (token ${outcome.token})`
  return outcome.outcome === 'rejected' && outcome.at !== undefined ? `rejected at ${outcome.at}` : outcome.outcome
}

const colours = ({ green, yellow, red }: Style) =>
  ({ delivered: green, retry: yellow, rejected: red, unauthorized: red }) as const
