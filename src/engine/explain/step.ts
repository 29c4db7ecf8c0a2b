import type { Place } from '../../mapping/index.ts'
import type { Span } from '../../text/index.ts'
import { type Json, type JsonObject, own, type Pointer, pointerKeys } from '../../value/index.ts'
import type { TraceRecorder } from './trace.ts'

/** One step of a run on the way to a value. */
export interface Step {
  /** Place in the definition; `span` is the part of the string there. */
  readonly pointer: Pointer
  readonly span?: Span
  /** Source text of the place. */
  readonly text: string
  /** Result of the step; absent if it had none. In a list, the first result. */
  readonly value?: Json
  /** Number of times that the step ran, if more than once, as for the items of a list. */
  readonly count?: number
  /** Number of runs without a value, if others had one. */
  readonly absent?: number
  /** Place in the payload that the step leads to. `*` stands for every item of a list. */
  readonly field?: Pointer
  /** Source of the value: a pointer into the event or the definition. */
  readonly source?: { readonly event: Pointer } | { readonly definition: Pointer }
  /** Explains why there is no value, or which branch was taken. */
  readonly reason?: string
}

export interface StepContext {
  readonly event: JsonObject
  readonly definition: JsonObject
  readonly trace: TraceRecorder
}

/** Values recorded at a place, in the form of a step. */
export function recordedValues(place: Place, { trace }: StepContext): Pick<Step, 'value' | 'count' | 'absent'> {
  const { values, count, absent } = trace.valuesAt(place)!
  const value = values.find(value => value !== undefined)
  return {
    ...(value !== undefined && { value }),
    ...(count > 1 && { count }),
    ...(absent !== undefined && { absent }),
  }
}

/** Source text of a definition at a place: a string, or a list of lines. */
export function textAt(definition: JsonObject, { at, span }: Place): string {
  let value: Json | undefined = definition
  for (const key of pointerKeys(at)) {
    value = typeof value === 'object' && value !== null ? own(value as JsonObject, key) : undefined
  }
  const text = span && Array.isArray(value) ? value.join('\n') : value
  if (typeof text !== 'string') return pointerKeys(at).findLast(key => key.startsWith('@')) ?? ''
  return span ? text.slice(span.start, span.end) : text
}
