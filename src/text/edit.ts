import type { Json, Pointer } from '../value/index.ts'
import type { Span } from './span.ts'

/** One change of a value: a new string or part of a string, a new key, or a new value; `undefined` removes the value. */
export type Edit =
  | { readonly at: Pointer; readonly text: string; readonly span?: Span }
  | { readonly at: Pointer; readonly key: string }
  | { readonly at: Pointer; readonly value: Json | undefined }
