import type { TestResult } from '../../workspace/index.ts'
import { failureLines } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** TAP 14, a line per test. */
export const tap: Reporter = ({ run }) => {
  const lines = run.files.flatMap(({ loaded: { file }, results }) => results.map(result => ({ file, result })))
  const points = lines.map(({ file, result }, i) => point(i + 1, `${file}: ${result.name}`, result))
  return `TAP version 14\n1..${lines.length}\n${points.join('')}`
}

function point(number: number, title: string, result: TestResult): string {
  const { status } = result
  const directive = { skipped: ' # SKIP', todo: ' # TODO', inspected: ' # SKIP inspected', passed: '', failed: '' }[
    status
  ]
  const name = title.replace(/[\\#]/g, '\\$&').replaceAll('\n', ' ')
  // Mismatches are comments, because few tools read YAML blocks.
  const why = status === 'failed' ? failureLines(result).map(line => `# ${line.replaceAll('\n', ' ')}\n`) : []
  return `${status === 'failed' ? 'not ok' : 'ok'} ${number} - ${name}${directive}\n${why.join('')}`
}
