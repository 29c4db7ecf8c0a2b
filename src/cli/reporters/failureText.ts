import type { Difference, Mismatch } from '../../suite/index.ts'
import { madeBy } from '../madeBy.ts'
import { type Style, visible } from '../terminal.ts'
import type { FileResult, TestResult } from '../testRun.ts'
import { valueText } from './lines.ts'

/** What is wrong with a test that failed: each place that differs, what made it, and how to accept it. */
export function failureText({ loaded }: FileResult, result: TestResult, style: Style): string {
  const blocks = result.mismatches.map(mismatch => {
    const { message, differences = [] } = mismatch
    const places = differences.map(difference => {
      const source = madeBy(loaded, result, mismatch, difference)
      const made = source ? `\n    made by  ${visible(`${source.where}   ${shortened(valueText(source.value))}`)}` : ''
      return `\n\n${differenceText(difference, style)}${style.dim(made)}`
    })
    return `  ${visible(message)}${places.join('')}`
  })
  const accept = isAcceptable(result) ? [style.dim(`\n  accept:  callmap test -u -t ${quoted(result.name)}`)] : []
  return [...blocks, ...accept].join('\n')
}

function differenceText({ at, expected, received }: Difference, style: Style): string {
  const [left, right] = [expected, received].map(value => visible(valueText(value))) as [string, string]
  const width = Math.min(60, Math.max(left.length, right.length))
  return [
    `  ${visible(at === '' ? '/' : at)}`,
    style.green(`    - ${left.padEnd(width)}   expected`),
    style.red(`    + ${right.padEnd(width)}   received`),
  ].join('\n')
}

/** Rows of a table share what they expect: there is nothing to write for one of them. */
function isAcceptable({ test, mismatches }: TestResult): boolean {
  return test.row === undefined && mismatches.some(({ differences }: Mismatch) => differences !== undefined)
}

/** For a shell, where a quote in the name would end it. */
function quoted(name: string): string {
  return `'${visible(name).replaceAll("'", "'\\''")}'`
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
