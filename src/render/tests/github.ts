import { describeUnits } from './coverageText.ts'
import { failureLines } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** GitHub Actions annotations for failed tests and for units that are not covered. */
export const github: Reporter = ({ run, coverage = [] }) => {
  const failed = run.files.flatMap(({ loaded: { file }, results }) =>
    results
      .filter(({ status }) => status === 'failed')
      .map(result => command('error', file, result.line, result.name, failureLines(result).join('\n'))),
  )
  const missing = coverage
    .flatMap(({ units }) => units.filter(({ isCovered }) => !isCovered))
    .map(unit => {
      const { file, line, kind, name, of } = unit
      const what = kind === 'trigger' || kind === 'field' ? `${kind} ${name} of ${of}` : describeUnits([unit])
      return command('notice', file, line, 'not covered', what)
    })
  const counts = `${run.total} tests: ${run.count('passed')} passed, ${run.count('failed')} failed\n`
  return [...failed, ...missing, counts].join('')
}

function command(level: string, file: string, line: number, title: string, message: string): string {
  return `::${level} file=${property(file)},line=${line},title=${property(title)}::${escapeData(message)}\n`
}

function escapeData(text: string): string {
  return text.replace(/[%\r\n]/g, character => encodeURIComponent(character))
}

function property(text: string): string {
  return text.replace(/[%\r\n:,]/g, character => encodeURIComponent(character))
}
