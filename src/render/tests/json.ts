import { percent, statuses } from '../../workspace/index.ts'
import type { Reporter } from './reporter.ts'

/** All results as JSON. Coverage lists every unit with its range. */
export const json: Reporter = ({ run, coverage }) => {
  const files = run.files.map(({ loaded: { file }, results }) => ({
    file,
    tests: results.map(({ name, line, status, test: { at, row }, mismatches }) => ({
      ...{ name, line, pointer: at, row, status },
      ...(mismatches.length > 0 && { mismatches }),
    })),
  }))
  const counts = Object.fromEntries(statuses.map(status => [status, run.count(status)]))
  const covered = coverage?.map(({ file, units, ...uncounted }) => ({
    file,
    percent: percent(units),
    units,
    ...uncounted,
  }))
  return `${JSON.stringify({ v: 1, ...counts, files, coverage: covered }, null, 2)}\n`
}
