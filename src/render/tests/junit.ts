import type { TestResult } from '../../workspace/index.ts'
import { numberNames } from '../numberNames.ts'
import { openTag, xmlText } from '../xml.ts'
import { failureLines } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** JUnit XML, for build servers. */
export const junit: Reporter = ({ run }) => {
  const suites = run.files.map(({ loaded: { file }, results, took }) => {
    const count = (...wanted: TestResult['status'][]) => results.filter(({ status }) => wanted.includes(status)).length
    const counts = {
      tests: results.length,
      failures: count('failed'),
      errors: 0,
      skipped: count('skipped', 'todo', 'inspected'),
    }
    const names = numberNames(results.map(({ name }) => name))
    const cases = results.map((result, i) => caseXml(file, names[i]!, result))
    return `${openTag('testsuite', { name: file, ...counts, time: seconds(took) }, '  ')}\n${cases.join('')}  </testsuite>\n`
  })
  const all = { name: 'callmap', tests: run.total, failures: run.count('failed'), errors: 0, time: seconds(run.took) }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${openTag('testsuites', all)}\n${suites.join('')}</testsuites>\n`
}

function caseXml(file: string, name: string, result: TestResult): string {
  const { line, status } = result
  const head = openTag('testcase', { name, classname: file, file, line }, '    ')
  if (status === 'passed') return `${head.slice(0, -1)}/>\n`
  const [first = '', ...rest] = failureLines(result)
  const inner =
    status === 'failed'
      ? `${openTag('failure', { message: first })}${xmlText(rest.join('\n'))}</failure>`
      : `<skipped message="${status}"/>`
  return `${head}${inner}</testcase>\n`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
