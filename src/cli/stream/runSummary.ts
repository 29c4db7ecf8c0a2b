import { FindingKinds, type Style } from '../../render/index.ts'
import { printCount } from '../../text/index.ts'
import type { Emitted } from './writeRows.ts'

/** Totals of a run. */
export class Tally {
  events = 0
  actions = 0
  /** Events that send nothing and have no errors. */
  silent = 0
  errors = 0
  readonly failed = new FindingKinds()
  readonly warned = new FindingKinds()

  add({ events, actions, silent, errors, warnings }: Emitted): void {
    this.events += events
    this.actions += actions
    this.silent += silent
    this.errors += errors.length
    for (const { row, line } of errors) this.failed.add({ ...row, line })
    for (const warning of warnings) this.warned.add(warning)
  }

  toJSON() {
    const { events, actions, silent, failed, warned } = this
    return { v: 1, events, actions, silent, errors: failed.list, warnings: warned.list }
  }
}

export function findingsText({ failed, warned }: Tally, style: Style): string {
  return failed.render(style, style.red) + warned.render(style, style.yellow)
}

export function countsText({ events, actions, silent, errors }: Tally): string {
  const parts = [
    `${printCount(events, 'event', 'events')} → ${printCount(actions, 'action', 'actions')}`,
    ...(silent > 0 ? [`${printCount(silent, 'event', 'events')} sent nothing`] : []),
    ...(errors > 0 ? [printCount(errors, 'error', 'errors')] : []),
  ]
  return parts.join('; ')
}
