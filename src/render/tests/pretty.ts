import { decodeRequest, type Output } from '../../suite/index.ts'
import { printCount } from '../../text/index.ts'
import { type FileResult, statuses, type TestResult, type TestRun } from '../../workspace/index.ts'
import { type Style, visible } from '../style.ts'
import { alignColumns } from '../table.ts'
import { coverageText } from './coverageText.ts'
import { failureText } from './failureText.ts'
import type { Reporter } from './reporter.ts'

/** For the terminal: a line per file, the failures, and the counts. */
export const pretty: Reporter = ({ run, coverage, min }, style) => {
  const lines = alignColumns(
    run.files.map(file => fileCells(file, style)),
    { right: [1, 2] },
  )
  const blocks = run.files.flatMap(file => file.results.flatMap(result => resultBlock(file, result, style)))
  const covered = coverage ? [coverageText(coverage, min, style)] : []
  return `${[lines.join('\n'), ...blocks, ...covered, summary(run, style)].join('\n\n')}\n`
}

function fileCells({ loaded: { file }, results, took }: FileResult, style: Style): string[] {
  const failed = results.filter(({ status }) => status === 'failed').length
  const mark = failed > 0 ? style.red('✖') : style.green('✔')
  const count = printCount(results.length, 'test', 'tests')
  const time = style.dim(milliseconds(took))
  return [`${mark} ${visible(file)}`, count, time, ...(failed > 0 ? [style.red(`${failed} failed`)] : [])]
}

function resultBlock(file: FileResult, result: TestResult, style: Style): string[] {
  const title = visible(`${file.loaded.file}:${result.line}   ${result.name}`)
  if (result.status === 'inspected') {
    return [`${style.cyan('LOOK')}  ${title}\n${indent(visible(JSON.stringify(shown(result.output!), null, 2)))}`]
  }
  if (result.status !== 'failed') return []
  return [`${style.red('FAIL')}  ${title}\n${failureText(file, result, style)}`]
}

function shown({ events, sent, requests, errors }: Output): object {
  const [event, ...others] = events
  const made = sent.map(({ event: _, ...one }) => one)
  if (others.length === 0) return { event, sent: made, errors }
  return { events, sent: made, requests: requests.map(({ request }) => decodeRequest(request)), errors }
}

function summary(run: TestRun, style: Style): string {
  const counts = statuses.filter(status => run.count(status) > 0).map(status => `${run.count(status)} ${status}`)
  const text = `${printCount(run.total, 'test', 'tests')}: ${counts.join(', ')}`
  return `${run.count('failed') > 0 ? style.red(text) : text}     ${style.dim(milliseconds(run.took))}`
}

function milliseconds(time: number): string {
  return `${time.toFixed(0)} ms`
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ')
}
