import type { Json, Pointer } from '../value/index.ts'
import type { Span } from './span.ts'

/** One change: another text for a string or a part of it, another key, or another value; `undefined` removes it. */
export type Edit =
  | { readonly at: Pointer; readonly text: string; readonly span?: Span }
  | { readonly at: Pointer; readonly key: string }
  | { readonly at: Pointer; readonly value: Json | undefined }
