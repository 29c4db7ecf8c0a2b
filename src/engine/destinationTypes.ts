import type { Settings } from '../destination/index.ts'
import type { JsonObject } from '../value/index.ts'
import type { Action } from './run/action.ts'

/** The types of one destination, as `callmap types` writes them: settings, and payloads by action. */
export interface DestinationTypes {
  readonly settings: Settings
  readonly actions: { readonly [action: string]: JsonObject }
}

/** A union of a destination's actions, which `action` tells apart. */
export type ActionOf<Types extends DestinationTypes> = {
  [Name in keyof Types['actions'] & string]: Action<Name, Types['actions'][Name]>
}[keyof Types['actions'] & string]
