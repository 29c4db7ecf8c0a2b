import type { TestResult } from '../testRun.ts'
import { failureLines } from './lines.ts'
import type { Reporter } from './reporter.ts'

/** XML as build servers read it. */
export const junit: Reporter = ({ run }) => {
  const suites = run.files.map(({ loaded: { file }, results, took }) => {
    const count = (...wanted: TestResult['status'][]) => results.filter(({ status }) => wanted.includes(status)).length
    const counts = { tests: results.length, failures: count('failed'), skipped: count('skipped', 'todo', 'inspected') }
    const cases = results.map(result => caseXml(file, result))
    return `${open('testsuite', { name: file, ...counts, time: seconds(took) })}\n${cases.join('')}  </testsuite>\n`
  })
  const all = { name: 'callmap', tests: run.total, failures: run.count('failed'), time: seconds(run.took) }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${open('testsuites', all, '')}\n${suites.join('')}</testsuites>\n`
}

function caseXml(file: string, result: TestResult): string {
  const { name, line, status } = result
  const head = open('testcase', { name, classname: file, file, line }, '    ')
  if (status === 'passed') return `${head.slice(0, -1)}/>\n`
  const [first = '', ...rest] = failureLines(result)
  const inner =
    status === 'failed'
      ? `${open('failure', { message: first }, '')}${escaped(rest.join('\n'))}</failure>`
      : `<skipped message="${status}"/>`
  return `${head}${inner}</testcase>\n`
}

function open(tag: string, attributes: Readonly<Record<string, string | number>>, margin = '  '): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  return `${margin}<${tag}${pairs.join('')}>`
}

/** XML has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/\p{Cc}/gu, character => (character === '\n' ? '&#10;' : ' '))
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
