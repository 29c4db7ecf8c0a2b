import type { Diagnostic } from '../diagnostics/index.ts'
import type { SourceEvent } from '../event/index.ts'

/** An event with its place in the input. */
export interface Event {
  readonly file: string
  readonly line: number
  readonly event: SourceEvent
  /** Warnings about this call. The first event of a batch also has those about the batch. */
  readonly warnings: readonly Refused[]
}

export type Refused = Pick<Diagnostic, 'code' | 'at' | 'message' | 'help'>
