import type { Explanation, Json, Step } from '../index.ts'
import type { Use } from './mappingsFile.ts'
import { drawMarks, type Mark } from './marks.ts'
import { type Style, visible } from './terminal.ts'
import { findWritten } from './written.ts'

/** How much of an evaluation is shown: what gave nothing, or everything. */
export type Detail = 'fails' | 'full'

export interface ExplanationOptions {
  readonly detail: Detail
  /** Whether all of the payload was asked for, and is to be shown. */
  readonly isWhole: boolean
}

/** The steps of one directive, which stand together. */
interface Group {
  /** The place of the directive. */
  readonly home: string
  readonly steps: readonly Step[]
}

const longestValue = 60
const widestText = 110

/** An explanation as people read it: the answer, and the steps at their places in the definition. */
export function explanationText(
  explanation: Explanation,
  use: Use,
  style: Style,
  { detail, isWhole }: ExplanationOptions,
): string {
  const { answer, steps, missing, failures, value } = explanation
  const shown =
    detail === 'full' ? steps : steps.filter(({ value, source }) => value === undefined && source !== undefined)
  const blocks = groupsOf(shown).map(group => groupLines(group, use, style))
  // The answer about a path has the message of the failure that is in its way.
  const unsaid = failures.filter(({ message }) => !answer.includes(message))
  const lines = [
    style.bold(visible(shorten(answer, 200))),
    ...unsaid.map(({ code, at, message }) => `${style.red(code)}  ${visible(`${at}  ${message}`)}`),
    ...(isWhole && value !== undefined ? ['', ...indented(visible(jsonText(value, 2)).split('\n'))] : []),
    ...blocks.flatMap(block => ['', ...indented(block)]),
    ...(missing.length > 0 ? ['', `  missing in the event:  ${visible(missing.join(', '))}`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function groupsOf(steps: readonly Step[]): Group[] {
  const groups: { home: string; steps: Step[] }[] = []
  for (const step of steps) {
    const home = homeOf(step.pointer)
    const last = groups.at(-1)
    if (last?.home === home) last.steps.push(step)
    else groups.push({ home, steps: [step] })
  }
  return groups
}

/** Steps of a directive are at the directive or at its argument. */
function homeOf(pointer: string): string {
  return pointer.replace(/\/@\w+(\/0)?$/, '')
}

function groupLines({ home, steps }: Group, use: Use, style: Style): string[] {
  return drawnLines({ home, steps }, use, style) ?? listedLines({ home, steps }, use, style)
}

/** The text of an expression or trigger with values under its parts, unless it is too wide for that. */
function drawnLines({ home, steps }: Group, use: Use, style: Style): string[] | undefined {
  const inText = steps.filter(step => step.span !== undefined)
  const [first] = inText
  if (first === undefined) return undefined
  const { where, value } = findWritten(use, first.pointer)
  const text = textOf(value)
  if (text === undefined || text.split('\n').some(line => line.length > widestText)) return undefined
  const result = steps.find(({ pointer }) => pointer === home)
  const isSaid = inText.some(({ value }) => isSame(value, result?.value))
  return [
    style.dim(where),
    ...indented(drawMarks(visible(text), inText.map(markOf), style)),
    ...(result && !isSaid ? indented([visible(valueText(result))]) : []),
  ]
}

/** What a directive says, and a line for each step. Its own value is not told where its parts tell it. */
function listedLines({ home, steps }: Group, use: Use, style: Style): string[] {
  const [first] = steps as [Step]
  const parts = steps.filter(({ pointer, reason }) => pointer !== home || reason !== undefined)
  const said = steps.length === 1 || parts.length === 0 ? steps : parts
  const snippet = first.span ? first.text : shorten(jsonText(findWritten(use, home).value ?? first.text), widestText)
  const head = `${style.dim(findWritten(use, first.pointer).where)}   ${visible(snippet)}`
  return [head, ...indented(said.map(step => visible(valueText(step))))]
}

function markOf({ span, ...step }: Step): Mark {
  return { start: span!.start, label: visible(valueText(step)) }
}

/** `"129.50"   event /properties/total` */
function valueText({ value, count, source, reason }: Step): string {
  const parts = [
    ...(value === undefined ? [] : [shorten(jsonText(value), longestValue)]),
    ...(count === undefined ? [] : [`first of ${count}`]),
    ...(reason === undefined ? [] : [reason]),
    ...(source && 'event' in source && value !== undefined && reason === undefined
      ? [`event ${source.event || '/'}`]
      : []),
  ]
  return parts.length === 0 ? 'absent' : parts.join('  ')
}

function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.every(line => typeof line === 'string') ? value.join('\n') : undefined
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

/** What is nested too deep to be written is not shown. */
function jsonText(value: Json, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent)
  } catch {
    return '(nested too deep to be shown)'
  }
}

function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a !== undefined && b !== undefined ? jsonText(a) === jsonText(b) : a === b
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `  ${line}`))
}
