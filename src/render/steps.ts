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
  const { where, head, lines } = drawGroup(group, use, style, shown)
  return [head === undefined ? style.dim(where) : `${style.dim(where)}   ${head}`, ...indentLines(lines)]
}

/** A group as text: its place, its source if that is on one line, and its values. */
interface DrawnGroup {
  readonly where: string
  readonly head?: string
  readonly lines: readonly string[]
}

/** Draws an expression or trigger with values under its parts, or its source with a line per step if it is too wide. */
export function drawGroup(group: StepGroup, use: MappingsSource, style: Style, shown?: Json): DrawnGroup {
  return drawExpression(group, use, style, shown) ?? listSteps(group, use, shown)
}

/** Returns `undefined` if the group is not in one string, or if that is too wide. */
function drawExpression(
  { home, steps }: StepGroup,
  use: MappingsSource,
  style: Style,
  shown: Json | undefined,
): DrawnGroup | undefined {
  const inText = steps.filter(step => step.span !== undefined)
  const [first] = inText
  if (first === undefined) return undefined
  const { where, value } = findWritten(use, first.pointer)
  const text = readText(value)
  if (text === undefined || text.split('\n').some(line => line.length > widestText)) return undefined
  const result = steps.find(({ pointer }) => pointer === home)
  const isSaid = [shown, ...inText.map(({ value }) => value)].some(value => isSame(value, result?.value))
  const marks = drawMarks(visible(text), inText.map(createMark), style)
  return { where, lines: [...marks, ...(result && !isSaid ? [visible(valueText(result, shown))] : [])] }
}

/** Renders the source of a directive and a line per step, or everything on one line if it is short. */
function listSteps({ home, steps }: StepGroup, use: MappingsSource, shown: Json | undefined): DrawnGroup {
  const [first] = steps as [Step]
  const parts = steps.filter(({ pointer, reason }) => pointer !== home || reason !== undefined)
  const said = steps.length === 1 || parts.length === 0 ? steps : parts
  const snippet = first.span ? first.text : shorten(jsonText(findWritten(use, home).value ?? first.text), widestText)
  const { where } = findWritten(use, first.pointer)
  const texts = said.map(step => visible(valueText(step, shown))).filter(text => text !== '')
  const [only] = texts
  if (only !== undefined && texts.length === 1 && snippet.length + only.length < widestText) {
    return { where, head: `${visible(snippet)}   ${only}`, lines: [] }
  }
  return { where, head: visible(snippet), lines: texts }
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
