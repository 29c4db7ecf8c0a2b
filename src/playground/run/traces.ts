import type { Explanation, Step } from '../../engine/index.ts'
import type { SourceEvent } from '../../event/index.ts'
import { createStyle, drawGroup, groupSteps } from '../../render/index.ts'
import { type Json, pointerKeys, readPath } from '../../value/index.ts'
import type { MappingsSource } from '../../workspace/index.ts'
import type { fileNames } from '../project.ts'
import { placeWritten } from './places.ts'
import type { Place, ShownClause, ValueTrace } from './protocol.ts'

const plain = createStyle(false)

type Names = ReturnType<typeof fileNames>

interface TraceOptions {
  /** Draws only expressions in files of the project. */
  readonly inProject?: boolean
}

/** The expressions of an explanation, with the values of their parts, in the order of the payload. */
export function showTraces(
  { steps, parts = [] }: Explanation,
  source: MappingsSource,
  names: Names,
  { inProject = false }: TraceOptions = {},
): ValueTrace[] {
  return parts.flatMap(({ at, value }) =>
    groupSteps(steps.filter(({ field }) => field === at)).map(group => {
      const place = placeExpression(group.steps, source, names)
      const drawn = !inProject || place.file !== undefined ? drawGroup(group, source, plain, value) : undefined
      const { head, lines = [] } = drawn ?? {}
      return {
        field: at,
        isAbsent: value === undefined,
        isDrawn: drawn !== undefined && head === undefined,
        place,
        drawing: head === undefined ? lines : [head, ...lines],
        sources: group.steps.flatMap(({ source }) => (source && 'event' in source ? [source.event] : [])),
      }
    }),
  )
}

/** The clauses of a trigger that ran, with their values in the event. */
export function showClauses({ steps }: Explanation, event: SourceEvent, source: MappingsSource, names: Names) {
  return steps.flatMap(({ field, pointer, text, value, reason, span, source: from }): ShownClause[] => {
    if (field !== undefined || !pointer.endsWith('/trigger') || !from || !('event' in from)) return []
    const actual = readPath(event, pointerKeys(from.event)) as Json | undefined
    return [
      {
        text,
        isTrue: value === true,
        decides: reason !== undefined,
        ...(actual !== undefined && { value: actual }),
        source: from.event,
        place: placeWritten(source, names, pointer, span),
      },
    ]
  })
}

/** The place of an expression: the part of its string that contains all steps in it, else the directive. */
function placeExpression(steps: readonly Step[], source: MappingsSource, names: Names): Place {
  const [first = steps[0]!] = steps.filter(({ span }) => span !== undefined)
  const spans = steps.flatMap(({ pointer, span }) => (span && pointer === first.pointer ? [span] : []))
  if (spans.length === 0) return placeWritten(source, names, first.pointer)
  const [start, end] = [Math.min(...spans.map(({ start }) => start)), Math.max(...spans.map(({ end }) => end))]
  return placeWritten(source, names, first.pointer, { start, end })
}
