import type { Pointer } from '../value/index.ts'

/** The part of the definition that is being computed, for the failure that it may be. */
export interface Trail {
  at: Pointer | undefined
}

/** Places of a request in the definition: its own, and that of its body. */
export interface RequestPlaces {
  readonly request: Pointer
  readonly body: Pointer
}
