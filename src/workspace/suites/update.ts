import { written } from '../../document/index.ts'
import type { Mismatch } from '../../suite/index.ts'
import type { Json } from '../../value/index.ts'
import type { TextFile } from '../workspace.ts'
import type { TestResult, TestRun } from './run.ts'

interface Change {
  readonly at: string
  readonly value: Json | undefined
}

/** A file of tests as it should be, to expect what is mapped now. */
export interface UpdatedSuite extends TextFile {
  /** Tests that are changed. */
  readonly updated: number
  /** Failed rows of tables, which stay as they are: rows share what they expect. */
  readonly rows: number
}

/** Writes what failed tests made into the texts of their files, place by place, so that comments and matchers stay. */
export function updateTests({ files }: TestRun): UpdatedSuite[] {
  return files.flatMap(({ loaded: { file, text }, results }) => {
    const failed = results.filter(({ status }) => status === 'failed')
    if (failed.length === 0) return []
    const changed = failed.filter(({ test }) => test.row === undefined)
    const changes = changed.flatMap(changesOf)
    const updated = changes.reduce((text, { at, value }) => written(text, at, value), text)
    return [{ file, text: updated, updated: changed.length, rows: failed.length - changed.length }]
  })
}

function changesOf({ test, mismatches, output }: TestResult): Change[] {
  const at = `${test.at}/expect`
  const { sent, errors } = output!
  const values = mismatches.flatMap(({ at: place, differences = [] }: Mismatch) =>
    differences.map(difference => ({ at: place + difference.at, value: difference.received })),
  )
  // What is sent or fails otherwise than the test says is written anew as a whole.
  const others = mismatches.filter(({ differences }) => differences === undefined)
  const actions = sent.map(({ subscription, action, payload }) => ({ subscription, action, payload }))
  const failures = errors.map(({ subscription, code, at }) => ({ ...(subscription && { subscription }), code, at }))
  return [
    ...(others.some(({ at: place }) => /\/actions(\/\d+)?$/.test(place))
      ? [{ at: `${at}/actions`, value: actions }]
      : values),
    ...(others.some(({ at: place }) => place === at || place.startsWith(`${at}/errors`))
      ? [{ at: `${at}/errors`, value: failures.length > 0 ? failures : undefined }]
      : []),
    ...others.flatMap(({ at: place, received }) => (received === undefined ? [] : [{ at: place, value: received }])),
  ]
}
