import type { Pointer } from '../value/index.ts'

/** A place in the definition: a pointer, or without a `/` at its start, a place in an action. Actions share code with these. */
export type TrailPlace = string

/** The part of the definition that is being computed, for the failure that it may be. */
export interface Trail {
  /** Place of the action. */
  action: Pointer
  at: TrailPlace | undefined
}

/** Places of a request: its own, and that of its body. */
export interface RequestPlaces {
  readonly request: TrailPlace
  readonly body: TrailPlace
}

export function startTrail(): Trail {
  return { action: '', at: undefined }
}

/** Returns the place in the definition. */
export function findTrailEnd({ action, at }: Trail): Pointer | undefined {
  return placeInDefinition(at, action)
}

/** Completes a place in an action. */
export function placeInDefinition(at: TrailPlace | undefined, action: Pointer): Pointer | undefined {
  return at === undefined || at.startsWith('/') ? at : `${action}/${at}`
}

/** Shortens a place in an action. */
export function placeInAction(at: Pointer, action: Pointer | undefined): TrailPlace {
  return action !== undefined && at.startsWith(`${action}/`) ? at.slice(action.length + 1) : at
}
