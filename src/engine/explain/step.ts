import type { Place } from '../../mapping/index.ts'
import type { Span } from '../../text/index.ts'
import { type Json, type JsonObject, own, type Pointer, pointerKeys } from '../../value/index.ts'
import type { TraceRecorder } from './trace.ts'

/** One thing that a run did on the way to a value. */
export interface Step {
  /** The place in the definition, and in the text there. */
  readonly pointer: Pointer
  readonly span?: Span
  /** What stands there. */
  readonly text: string
  /** What came of it; absent when nothing did. In a list, what came first. */
  readonly value?: Json
  /** How often a run came by, where it was more than once: for each item of a list. */
  readonly count?: number
  /** How often there was no value, where there was one at other times. */
  readonly absent?: number
  /** The place in the payload that it is a step to: of a list, `*` is every item. */
  readonly field?: Pointer
  /** Where the value was read: in the event, or in the definition itself. */
  readonly source?: { readonly event: Pointer } | { readonly definition: Pointer }
  /** Why there is no value, or which way was taken. */
  readonly reason?: string
}

export interface StepContext {
  readonly event: JsonObject
  readonly definition: JsonObject
  readonly trace: TraceRecorder
}

/** What a place had for a value, as far as a step says it. */
export function seen(place: Place, { trace }: StepContext): Pick<Step, 'value' | 'count' | 'absent'> {
  const { values, count, absent } = trace.valuesAt(place)!
  const value = values.find(value => value !== undefined)
  return {
    ...(value !== undefined && { value }),
    ...(count > 1 && { count }),
    ...(absent !== undefined && { absent }),
  }
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
