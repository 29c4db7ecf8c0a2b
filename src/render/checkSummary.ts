import { printCount } from '../text/index.ts'
import type { Checked, LocatedDiagnostic } from '../workspace/index.ts'
import { isFixable } from '../workspace/index.ts'
import type { Style } from './style.ts'

export interface CheckResult {
  readonly checked: readonly Checked[]
  readonly problems: readonly LocatedDiagnostic[]
  /** The files that `--fix` may change. */
  readonly files: readonly string[]
}

/** Renders the last line of a check: counts of findings and fixes, or of the checked parts. */
export function checkSummary({ checked, problems, files }: CheckResult, style: Style): string {
  const where = `in ${printCount(files.length, 'file', 'files')}`
  if (problems.length === 0) return `${style.green('All good.')} ${contents(checked)} ${where}.\nnext: callmap test\n`
  const errors = problems.filter(({ severity = 'error' }) => severity === 'error').length
  const warnings = problems.length - errors
  const counts = [
    ...(errors > 0 ? [printCount(errors, 'error', 'errors')] : []),
    ...(warnings > 0 ? [printCount(warnings, 'warning', 'warnings')] : []),
  ]
  const safe = problems.filter(problem => isFixable(problem, { files, unsafe: false })).length
  const unsafe = problems.filter(problem => isFixable(problem, { files, unsafe: true })).length - safe
  const offers = [
    ...(safe > 0 ? [`${safe} can be fixed with --fix`] : []),
    ...(unsafe > 0 ? [`${unsafe}${safe > 0 ? ' more' : ' can be fixed'} with --fix --unsafe`] : []),
  ]
  return `${counts.join(', ')} ${where}.${offers.length > 0 ? ` ${offers.join(', ')}.` : ''}\n`
}

/** Counts what was checked: subscriptions and their actions, or all actions of definitions without subscriptions. */
function contents(checked: readonly Checked[]): string {
  const sources = checked.flatMap(({ source }) => source ?? [])
  const counted = sources.map(({ definition, mappings }) => {
    const own = definition.value as { readonly subscriptions?: unknown; readonly actions?: object }
    const subscriptions = [mappings?.subscriptions ?? own.subscriptions ?? []].flat() as { readonly action?: string }[]
    const used = subscriptions.map(({ action }) => action)
    return { subscriptions, actions: used.length > 0 ? used : Object.keys(own.actions ?? {}) }
  })
  const subscriptions = counted.flatMap(({ subscriptions }) => subscriptions).length
  const actions = new Set(counted.flatMap(({ actions }) => actions)).size
  const destinations = new Set(sources.map(({ slug }) => slug)).size
  return [
    ...(subscriptions > 0 ? [printCount(subscriptions, 'subscription', 'subscriptions')] : []),
    printCount(actions, 'action', 'actions'),
    printCount(destinations, 'destination', 'destinations'),
  ].join(', ')
}
