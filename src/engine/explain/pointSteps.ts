import type { Mapping, Point } from '../../mapping/index.ts'
import { lookUp } from './lookUp.ts'
import { recordedValues, type Step, type StepContext, textAt } from './step.ts'
import type { TraceRecorder } from './trace.ts'

/** Steps of the parts of an expression. */
export function pointSteps({ at: home, applied }: Mapping & { kind: 'directive' }, context: StepContext): Step[] {
  const points = applied.points ?? []
  const isFinished = context.trace.valuesAt({ at: home }) !== undefined
  const failed = isFinished ? undefined : failedCall(points, context.trace)
  return points.flatMap((point): Step[] => {
    const { at, span, path } = point
    const step = { pointer: at, ...(span && { span }), text: textAt(context.definition, point) }
    if (point === failed) return [{ ...step, reason: 'fails' }]
    if (context.trace.valuesAt(point) === undefined) return []
    const value = recordedValues(point, context)
    if (path === undefined) return [{ ...step, ...value }]
    const { pointer, reason } = lookUp(context.event, path)
    const why = value.value === undefined && reason !== undefined ? { reason } : {}
    return [{ ...step, ...value, source: { event: pointer }, ...why }]
  })
}

/** Finds the innermost call that has arguments but no value, in an expression that failed. */
function failedCall(points: readonly Point[], trace: TraceRecorder): Point | undefined {
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
