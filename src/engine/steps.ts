import { type Mapping, type Part, type Place, type Point, partsOf } from '../mapping/index.ts'
import type { Span } from '../text/index.ts'
import { type Json, type JsonObject, own, type Path, type Pointer, pointerKeys, printPath } from '../value/index.ts'
import { lookUp } from './lookUp.ts'
import type { Recording } from './trace.ts'

/** One thing that a run did on the way to a value. */
export interface Step {
  /** The place in the definition, and in the text there. */
  readonly pointer: Pointer
  readonly span?: Span
  /** What stands there. */
  readonly text: string
  /** What came of it; absent when nothing did. In a list, what came first. */
  readonly value?: Json
  /** How often a run came by, where it was more than once. */
  readonly count?: number
  /** Where the value was read: in the event, or in the definition itself. */
  readonly source?: { readonly event: Pointer } | { readonly definition: Pointer }
  /** Why there is no value, or which way was taken. */
  readonly reason?: string
}

export interface StepContext {
  readonly event: JsonObject
  readonly definition: JsonObject
  readonly trace: Recording
}

/** Where a path of the input of a mapping is in the event; `undefined` when it is in what another mapping makes. */
type Origin = (path: Path) => Path | undefined

/** What a run did to compute a mapping, from the outside to the inside. What it did not come by is left out. */
export function stepsOf(mapping: Mapping, context: StepContext, origin: Origin = path => path): Step[] {
  const { at } = mapping
  const found = context.trace.valuesAt({ at })
  if (mapping.kind === 'value') {
    if (found === undefined) return []
    return [{ pointer: at, text: JSON.stringify(mapping.value), value: mapping.value, source: { definition: at } }]
  }
  const inner = partsOf(mapping).flatMap(part => stepsOf(part.mapping, context, compose(origin, part)))
  if (mapping.kind !== 'directive') return inner
  const steps = [
    ...branchSteps(mapping, context),
    ...pointSteps(mapping, context),
    ...readSteps(mapping, context, origin),
  ]
  if (found === undefined) return [...steps, ...inner]
  const below = [...steps, ...inner]
  const isSourced = below.some(({ source }) => source !== undefined)
  const own: Step = {
    pointer: at,
    text: mapping.name,
    ...seen({ at }, context),
    ...(!isSourced && { source: { definition: at } }),
  }
  return [own, ...below]
}

function compose(outer: Origin, { origin }: Part): Origin {
  if (origin === undefined) return outer
  return path => {
    const inner = origin(path)
    return inner && outer(inner)
  }
}

type Directive = Mapping & { kind: 'directive' }

function branchSteps({ applied }: Directive, context: StepContext): Step[] {
  return (applied.branches ?? []).flatMap(({ at, span, arms }): Step[] => {
    const taken = context.trace.branchAt({ at, ...(span && { span }) })
    if (taken === undefined) return []
    const names = taken.arms.map(arm => armName(arms[arm]!, context.definition))
    return [
      {
        pointer: at,
        ...(span && { span }),
        text: textAt(context.definition, { at, ...(span && { span }) }),
        reason: `takes ${names.join(' and ')}`,
      },
    ]
  })
}

function armName({ at, span }: Place, definition: JsonObject): string {
  if (span) return textAt(definition, { at, span })
  const key = pointerKeys(at).at(-1)!
  return /^\d+$/.test(key) ? `number ${Number(key) + 1}` : `\`${key}\``
}

/** The parts of an expression. */
function pointSteps({ at: home, applied }: Directive, context: StepContext): Step[] {
  const points = applied.points ?? []
  const isFinished = context.trace.valuesAt({ at: home }) !== undefined
  const failed = isFinished ? undefined : failedCall(points, context.trace)
  return points.flatMap((point): Step[] => {
    const { at, span, path } = point
    const step = { pointer: at, ...(span && { span }), text: textAt(context.definition, point) }
    if (point === failed) return [{ ...step, reason: 'fails' }]
    if (context.trace.valuesAt(point) === undefined) return []
    const value = seen(point, context)
    if (path === undefined) return [{ ...step, ...value }]
    const { pointer, reason } = lookUp(context.event, path)
    const why = value.value === undefined && reason !== undefined ? { reason } : {}
    return [{ ...step, ...value, source: { event: pointer }, ...why }]
  })
}

/** In an expression that did not come to its end: the innermost call whose arguments have values, and that has none. */
function failedCall(points: readonly Point[], trace: Recording): Point | undefined {
  const ran = points.filter(point => trace.valuesAt(point) !== undefined)
  const size = ({ span }: Point) => (span ? span.end - span.start : 0)
  const calls = points.filter(call => {
    return call.call !== undefined && !ran.includes(call) && ran.some(inner => covers(call, inner))
  })
  return calls.toSorted((a, b) => size(a) - size(b))[0]
}

function covers({ span: outer }: Point, { span: inner }: Point): boolean {
  return outer !== undefined && inner !== undefined && outer.start <= inner.start && inner.end <= outer.end
}

/** The paths that a directive reads itself, apart from those of an expression's parts. */
function readSteps({ at: place, applied }: Directive, context: StepContext, origin: Origin): Step[] {
  if (context.trace.valuesAt({ at: place }) === undefined) return []
  const shown = new Set((applied.points ?? []).flatMap(({ path }) => (path ? [printPath(path)] : [])))
  return (applied.reads ?? []).flatMap(({ path, at }): Step[] => {
    const whole = origin(path)
    if (whole === undefined || whole[0] === '?' || shown.has(printPath(path))) return []
    const { pointer, value, reason } = lookUp(context.event, whole)
    return [
      {
        pointer: at,
        text: printPath(whole),
        ...(value !== undefined && { value }),
        source: { event: pointer },
        ...(reason !== undefined && { reason }),
      },
    ]
  })
}

/** What a place had for a value, as far as a step says it. */
function seen(place: Place, { trace }: StepContext): { value?: Json; count?: number } {
  const { values, count } = trace.valuesAt(place)!
  const value = values.find(value => value !== undefined)
  return { ...(value !== undefined && { value }), ...(count > 1 && { count }) }
}

/** The text of a definition at a place: a text, or the lines of one. */
export function textAt(definition: JsonObject, { at, span }: Place): string {
  let value: Json | undefined = definition
  for (const key of pointerKeys(at)) {
    value = typeof value === 'object' && value !== null ? own(value as JsonObject, key) : undefined
  }
  const text = span && Array.isArray(value) ? value.join('\n') : value
  if (typeof text !== 'string') return pointerKeys(at).findLast(key => key.startsWith('@')) ?? ''
  return span ? text.slice(span.start, span.end) : text
}
