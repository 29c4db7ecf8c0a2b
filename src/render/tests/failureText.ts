import { inspect } from '../../engine/index.ts'
import type { Difference, Mismatch } from '../../suite/index.ts'
import type { FileResult, LoadedSuite, TestResult } from '../../workspace/index.ts'
import { madeBy, printTestPlace } from '../../workspace/index.ts'
import { explainLine, shellWord } from '../shell.ts'
import { type Style, visible } from '../style.ts'
import { alignColumns } from '../table.ts'
import { valueText } from './lines.ts'

/** Most differences of one value that are shown. */
const mostPlaces = 100

/** Renders a failed test: each difference, the mapping that made it, and how to debug or accept it. */
export function failureText({ loaded }: FileResult, result: TestResult, style: Style): string {
  const blocks = result.mismatches.map(mismatch => {
    const { message, differences = [] } = mismatch
    const places = differences.slice(0, mostPlaces).map(difference => {
      const source = madeBy(loaded, result, mismatch, difference)
      const made = source
        ? `\n    made by  ${visible(`${source.where}   ${shortenText(valueText(source.value))}`)}`
        : ''
      return `\n\n${differenceText(difference, style)}${style.dim(made)}`
    })
    const more = differences.length - places.length
    return `  ${visible(message)}${places.join('')}${more > 0 ? `\n\n  and ${more} more places` : ''}`
  })
  const debug = debugLine(loaded, result)
  const hints = [
    ...(debug === undefined ? [] : [`  debug:   ${debug}`]),
    ...(isAcceptable(result) ? [`  accept:  callmap test -u -t ${shellWord(result.name)}`] : []),
  ].map(hint => style.dim(visible(hint)))
  return [...blocks, ...(hints.length > 0 ? [`\n${hints.join('\n')}`] : [])].join('\n')
}

/** Prints the command that explains the first mismatch of a subscription. */
function debugLine({ file, blocks }: LoadedSuite, result: TestResult): string | undefined {
  const known = new Set(
    result.destinations.flatMap(one => inspect(one).subscriptions.map(({ subscription }) => subscription)),
  )
  const first = result.mismatches.find(({ subscription }) => subscription !== undefined && known.has(subscription))
  if (first === undefined) return undefined
  const at = first.part === 'payload' ? first.differences?.[0]?.at : undefined
  return explainLine(printTestPlace(file, blocks(), result.test), first.subscription!, at ? ['--path', at] : [])
}

function differenceText({ at, expected, received }: Difference, style: Style): string {
  const [left, right] = [expected, received].map(value => visible(valueText(value))) as [string, string]
  const rows = [
    [left, 'expected'],
    [right, 'received'],
  ]
  const [wanted, got] = alignColumns(rows, { widest: 60 })
  return [`  ${visible(at === '' ? '/' : at)}`, style.green(`    - ${wanted}`), style.red(`    + ${got}`)].join('\n')
}

/** False for rows of a table, which share their expectations. */
function isAcceptable({ test, mismatches }: TestResult): boolean {
  return test.row === undefined && mismatches.some(({ differences }: Mismatch) => differences !== undefined)
}

function shortenText(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
