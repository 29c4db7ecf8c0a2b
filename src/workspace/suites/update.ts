import { written } from '../../document/index.ts'
import type { Terminal } from '../../node/index.ts'
import type { Mismatch } from '../../suite/index.ts'
import { counted } from '../../text/index.ts'
import type { Json } from '../../value/index.ts'
import { writeText } from '../readJson.ts'
import type { TestResult, TestRun } from './run.ts'

interface Change {
  readonly at: string
  readonly value: Json | undefined
}

/**
 * Writes what failed tests made into their files, place by place, so that comments and matchers stay. Returns how many
 * tests were changed: those of a table are left to their author, as rows share what they expect.
 */
export function updateTests({ files }: TestRun, { note }: Terminal): number {
  let updated = 0
  for (const { loaded, results } of files) {
    const failed = results.filter(({ status }) => status === 'failed')
    const changed = failed.filter(({ test }) => test.row === undefined)
    if (failed.length > changed.length) {
      const left = counted(
        failed.length - changed.length,
        'row of a table is left as it is',
        'rows of tables are left as they are',
      )
      note(`${loaded.file}: ${left}\n`)
    }
    if (changed.length === 0) continue
    const changes = changed.flatMap(changesOf)
    writeText(
      loaded.file,
      changes.reduce((text, { at, value }) => written(text, at, value), loaded.text),
    )
    note(`${loaded.file}: updated ${counted(changed.length, 'test', 'tests')}\n`)
    updated += changed.length
  }
  return updated
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
