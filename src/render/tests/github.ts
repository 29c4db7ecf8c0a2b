import { printCount } from '../../text/index.ts'
import { workflowCommand } from '../workflowCommand.ts'
import { describeUnits } from './coverageText.ts'
import { failureLines } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** GitHub Actions annotations for failed tests and for units that are not covered. */
export const github: Reporter = ({ run, coverage = [] }) => {
  const failed = run.files.flatMap(({ loaded: { file }, results }) =>
    results
      .filter(({ status }) => status === 'failed')
      .map(result => {
        const { line, name } = result
        return workflowCommand('error', { file, line, title: name }, failureLines(result).join('\n'))
      }),
  )
  const missing = coverage
    .flatMap(({ units }) => units.filter(({ isCovered }) => !isCovered))
    .map(unit => {
      const { file, line, kind, name, of } = unit
      const what = kind === 'trigger' || kind === 'field' ? `${kind} ${name} of ${of}` : describeUnits([unit])
      return workflowCommand('notice', { file, line, title: 'not covered' }, what)
    })
  const counts = `${printCount(run.total, 'test', 'tests')}: ${run.count('passed')} passed, ${run.count('failed')} failed\n`
  return [...failed, ...missing, counts].join('')
}
