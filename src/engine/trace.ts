import type { Json } from '../value/index.ts'

/** What the trace points of a program report. */
export interface Trace {
  /** A clause of the trigger that was asked: its index in `clausesOf`, the answer, and what it was asked of. */
  clause(index: number, holds: boolean, actual: Json | undefined): boolean
  /** The value of a field, before the payload is settled. */
  field(key: string, value: Json | undefined): void
}

/** Keeps what is reported. */
export class Recording implements Trace {
  readonly clauses = new Map<number, { readonly holds: boolean; readonly actual: Json | undefined }>()
  readonly fields = new Map<string, Json | undefined>()

  clause(index: number, holds: boolean, actual: Json | undefined): boolean {
    this.clauses.set(index, { holds, actual })
    return holds
  }

  field(key: string, value: Json | undefined): void {
    this.fields.set(key, value)
  }
}
