import type { Explanation, Step } from '../engine/index.ts'
import { printCount } from '../text/index.ts'
import type { MappingsSource } from '../workspace/index.ts'
import { failureLines } from './failure.ts'
import { groupLines, groupSteps, indentLines, jsonText, longestValue, shorten } from './steps.ts'
import { type Style, visible } from './style.ts'

/** Steps to show: only those to absent values, or all. */
export type Detail = 'fails' | 'full'

export interface ExplanationOptions {
  readonly detail: Detail | undefined
  /** Pointer to the value to explain. Without it, the whole payload is shown. */
  readonly path: string | undefined
}

type PayloadPart = NonNullable<Explanation['parts']>[number]

const widestList = 100

/** Renders the answer, then for each part of the payload its steps, with their places in the files. */
export function explanationText(
  explanation: Explanation,
  use: MappingsSource,
  style: Style,
  { detail, path }: ExplanationOptions,
): string {
  const { answer, steps, parts = [], missing, failures, value } = explanation
  const isWhole = path === undefined
  // The answer may already contain the message of a failure.
  const unsaid = failures.flatMap(failure => {
    const lines = failureLines(failure, use, style)
    return answer.includes(failure.message) ? lines.slice(1) : lines
  })
  const isFolded = (part: PayloadPart) =>
    detail === undefined &&
    part.at !== path &&
    isAbsent(part, steps) &&
    !failures.some(({ at }) => overlap(at, part.at))
  const shown = parts.filter(part => !isFolded(part) && (detail !== 'fails' || part.value === undefined))
  const folded = parts.filter(isFolded).map(({ at }) => at)
  const unplaced = detail === 'fails' ? [] : steps.filter(({ field }) => field === undefined)
  const asked = shown.filter(({ at }) => at === path).flatMap(({ at }) => groupSteps(stepsTo(at, steps)))
  const blocks = [
    ...groupSteps(unplaced).map(group => groupLines(group, use, style)),
    ...asked.map(group => groupLines(group, use, style, value)),
  ]
  const sections = shown.filter(({ at }) => at !== path).flatMap(part => sectionLines(part, steps, use, style))
  const paragraphs = [
    isWhole && value !== undefined ? visible(jsonText(value, 2)).split('\n') : [],
    ...blocks,
    sections,
    wrapList('absent:  ', folded).map(line => style.dim(line)),
    wrapList('missing in the event:  ', folded.length > 0 ? [] : missing),
  ].filter(lines => lines.length > 0)
  const lines = [
    style.bold(visible(shorten(answer, 200))),
    ...unsaid,
    ...paragraphs.flatMap(lines => ['', ...indentLines(lines)]),
  ]
  return `${lines.join('\n')}\n`
}

function stepsTo(at: string, steps: readonly Step[]): Step[] {
  return steps.filter(({ field }) => field === at)
}

/** True if no step to a part had a value. */
function isAbsent({ at, value }: PayloadPart, steps: readonly Step[]): boolean {
  return value === undefined && stepsTo(at, steps).every(step => step.value === undefined)
}

/** True if one pointer is equal to the other or within it. */
function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

/** Renders a part of the payload: its value, and the steps below. */
function sectionLines(
  { at, value, count }: PayloadPart,
  steps: readonly Step[],
  use: MappingsSource,
  style: Style,
): string[] {
  const own = stepsTo(at, steps)
  const total = own.find(step => step.count !== undefined)?.count ?? count
  const items = count
    ? style.dim(`   ${count === total ? 'first' : `in ${count}`} of ${printCount(total!, 'item', 'items')}`)
    : ''
  const head = value === undefined ? `${at} is absent` : `${at} = ${shorten(jsonText(value), longestValue)}`
  const groups = groupSteps(own).flatMap(group => indentLines(groupLines(group, use, style, value)))
  return [`${style.bold(visible(head))}${items}`, ...groups]
}

/** Wraps a comma-separated list after a title. */
function wrapList(title: string, words: readonly string[]): string[] {
  if (words.length === 0) return []
  const lines = ['']
  for (const word of words) {
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = word
    else if (title.length + line.length + word.length + 2 <= widestList) lines[lines.length - 1] = `${line}, ${word}`
    else lines.splice(-1, 1, `${line},`, word)
  }
  return lines.map((line, i) => `${i === 0 ? title : ' '.repeat(title.length)}${visible(line)}`)
}
