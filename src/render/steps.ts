import type { Step } from '../engine/index.ts'
import { printCount } from '../text/index.ts'
import { isSame, type Json } from '../value/index.ts'
import type { MappingsSource } from '../workspace/index.ts'
import { findWritten } from '../workspace/index.ts'
import { drawMarks, type Mark } from './annotate.ts'
import { type Style, visible } from './style.ts'

/** Steps of one directive, rendered together. */
export interface StepGroup {
  /** Pointer to the directive. */
  readonly home: string
  readonly steps: readonly Step[]
}

export const longestValue = 60
const widestText = 110

/** Groups steps by their directives, in order. */
export function groupSteps(steps: readonly Step[]): StepGroup[] {
  const groups: { home: string; steps: Step[] }[] = []
  for (const step of steps) {
    const home = directivePointer(step.pointer)
    const last = groups.at(-1)
    if (last?.home === home) last.steps.push(step)
    else groups.push({ home, steps: [step] })
  }
  return groups
}

/** Returns the place of the directive. Its steps point to it or to its argument. */
function directivePointer(pointer: string): string {
  return pointer.replace(/\/@\w+(\/0)?$/, '')
}

/** Renders a group. `shown` is the value of its part of the payload, which is not repeated. */
export function groupLines(group: StepGroup, use: MappingsSource, style: Style, shown?: Json): string[] {
  return drawnLines(group, use, style, shown) ?? listedLines(group, use, style, shown)
}

/** Renders an expression or trigger with values under its parts. Returns `undefined` if it is too wide. */
function drawnLines(
  { home, steps }: StepGroup,
  use: MappingsSource,
  style: Style,
  shown: Json | undefined,
): string[] | undefined {
  const inText = steps.filter(step => step.span !== undefined)
  const [first] = inText
  if (first === undefined) return undefined
  const { where, value } = findWritten(use, first.pointer)
  const text = readText(value)
  if (text === undefined || text.split('\n').some(line => line.length > widestText)) return undefined
  const result = steps.find(({ pointer }) => pointer === home)
  const isSaid = [shown, ...inText.map(({ value }) => value)].some(value => isSame(value, result?.value))
  return [
    style.dim(where),
    ...indentLines(drawMarks(visible(text), inText.map(createMark), style)),
    ...(result && !isSaid ? indentLines([visible(valueText(result, shown))]) : []),
  ]
}

/** Renders the source of a directive and a line per step, or everything on one line if it is short. */
function listedLines({ home, steps }: StepGroup, use: MappingsSource, style: Style, shown: Json | undefined): string[] {
  const [first] = steps as [Step]
  const parts = steps.filter(({ pointer, reason }) => pointer !== home || reason !== undefined)
  const said = steps.length === 1 || parts.length === 0 ? steps : parts
  const snippet = first.span ? first.text : shorten(jsonText(findWritten(use, home).value ?? first.text), widestText)
  const head = `${style.dim(findWritten(use, first.pointer).where)}   ${visible(snippet)}`
  const texts = said.map(step => visible(valueText(step, shown))).filter(text => text !== '')
  const [only] = texts
  if (only !== undefined && texts.length === 1 && snippet.length + only.length < widestText)
    return [`${head}   ${only}`]
  return [head, ...indentLines(texts)]
}

function createMark({ span, ...step }: Step): Mark {
  return { start: span!.start, label: visible(valueText(step)) }
}

/** `"129.50"  event /properties/total`, without a value that is shown already. */
function valueText({ value, count, absent = 0, source, reason }: Step, shown?: Json): string {
  const isShown = value !== undefined && isSame(value, shown)
  const items = absent > 0 ? `in ${count! - absent} of ${printCount(count!, 'item', 'items')}` : `first of ${count}`
  const parts = [
    ...(value === undefined || isShown ? [] : [shorten(jsonText(value), longestValue)]),
    ...(count === undefined || value === undefined || isShown ? [] : [items]),
    ...(reason === undefined ? [] : [reason]),
    ...(source && 'event' in source && value !== undefined && reason === undefined
      ? [`event ${source.event || '/'}`]
      : []),
  ]
  return parts.length === 0 && !isShown ? 'absent' : parts.join('  ')
}

function readText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value
  return Array.isArray(value) && value.every(line => typeof line === 'string') ? value.join('\n') : undefined
}

export function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}

/** Prints a value as JSON, or a note if it is nested too deep. */
export function jsonText(value: Json, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent)
  } catch {
    return '(nested too deep to be shown)'
  }
}

export function indentLines(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `  ${line}`))
}
