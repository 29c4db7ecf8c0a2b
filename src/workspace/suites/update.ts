import { type TextFile, writeValue } from '../../document/index.ts'
import type { Mismatch } from '../../suite/index.ts'
import type { Json } from '../../value/index.ts'
import type { TestResult, TestRun } from './run.ts'

interface Change {
  readonly at: string
  readonly value: Json | undefined
}

/** A test file that expects today's output. */
export interface UpdatedSuite extends TextFile {
  /** Number of changed tests. */
  readonly updated: number
  /** Number of failed table rows. They stay unchanged, because rows share their expectations. */
  readonly rows: number
}

/** Writes the output of failed tests into their files, value by value, so that comments and matchers stay. */
export function updateTests({ files }: TestRun): UpdatedSuite[] {
  return files.flatMap(({ loaded: { file, document }, results }) => {
    const failed = results.filter(({ status }) => status === 'failed')
    if (failed.length === 0) return []
    const changed = failed.filter(({ test }) => test.row === undefined)
    const changes = changed.flatMap(listChanges)
    const updated = changes.reduce((text, { at, value }) => writeValue(text, at, value), document.text)
    return [{ file, text: updated, updated: changed.length, rows: failed.length - changed.length }]
  })
}

function listChanges({ test, mismatches, output }: TestResult): Change[] {
  const at = `${test.at}/expect`
  const { sent, errors } = output!
  const values = mismatches.flatMap(({ at: place, differences = [] }: Mismatch) =>
    differences.map(difference => ({ at: place + difference.at, value: difference.received })),
  )
  // If the list of actions or errors differs in its entries, the whole list is replaced.
  const others = mismatches.filter(({ differences }) => differences === undefined)
  const actions = sent.map(({ subscription, action, payload }) => ({ subscription, action, payload }))
  const failures = errors.map(({ subscription, code, at }) => ({ ...(subscription && { subscription }), code, at }))
  return [
    ...(others.some(({ at: place }) => /\/actions(\/\d+)?$/.test(place))
      ? [{ at: `${at}/actions`, value: actions }, ...values.filter(one => !one.at.startsWith(`${at}/actions/`))]
      : values),
    ...(others.some(({ at: place }) => place === at || place.startsWith(`${at}/errors`))
      ? [{ at: `${at}/errors`, value: failures.length > 0 ? failures : undefined }]
      : []),
    ...others.flatMap(({ at: place, received }) => (received === undefined ? [] : [{ at: place, value: received }])),
  ]
}
