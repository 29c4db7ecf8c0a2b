import type { Json } from '../value/index.ts'

/**
 * The vendor's rules about profiles, over the items of single requests in order of arrival. Tools read it; neither `map`
 * nor `requests` does.
 */
export interface IdentityDefinition {
  /** Values of settings for which it holds. The first section that holds counts. */
  readonly when?: { readonly [setting: string]: Json }
  /** Condition in the vendor's account that callmap cannot see. */
  readonly assumes?: string
  /** Addresses of the documentation. */
  readonly sources: readonly string[]
  /** Kinds of IDs. */
  readonly ids: { readonly [kind: string]: IdKind }
  /** Sources that several rules use. */
  readonly names?: { readonly [name: string]: IdPlaces | readonly IdPlaces[] }
  /** Reason for people that an identify with both IDs ties nothing. */
  readonly untied?: string
  readonly rules: readonly IdentityRule[]
}

export interface IdKind {
  /** True if the ID makes its profile a known one. */
  readonly known?: boolean
  /** Maximum number of IDs of this kind that a profile has. */
  readonly limit?: number
  /** `first`: the limit is per first part of a joined ID. */
  readonly per?: 'first'
  /** True if case is ignored. */
  readonly fold?: boolean
  /** The ID names no profile. Its events wait that long for a tie: `30d`. */
  readonly waits?: string
}

/** Places of IDs in an item, by kind. */
export interface IdPlaces {
  readonly [kind: string]: IdPlace
}

/** A path in the item; several, joined by `/`; or the part of a path's value after a prefix. */
export type IdPlace = string | readonly string[] | { readonly from: string; readonly after: string }

/** Places, several of them in order, or a name for them. */
export type IdSource = string | IdPlaces | readonly IdPlaces[]

/** One of `event`, `update`, `tie` with `to`, and `merge` with `into`, about some items. */
export interface IdentityRule {
  /** Ends of the URL's path. */
  readonly at?: string | readonly string[]
  /** Places of the items in the body. `""`: the body is their list. Absent: the body is the item. */
  readonly each?: string | readonly string[]
  /** Members that the item has: a value, or one of several; `null` for none. */
  readonly on?: { readonly [path: string]: Json }
  /** The item is an event of the first ID that it has. */
  readonly event?: IdSource
  /** The item sets properties of the first ID that it has. */
  readonly update?: IdSource
  /** The first ID joins the profile of the other. */
  readonly tie?: IdSource
  readonly to?: IdSource
  /** The events of the first profile move, and its IDs name nobody afterwards. */
  readonly merge?: IdSource
  readonly into?: IdSource
  readonly if?: readonly IdentityTest[]
  /** False if an unknown ID creates no profile. */
  readonly creates?: false
  /** `stay`: events of the ID stay where they are. */
  readonly earlier?: 'stay'
  /** Time for which the ID follows: `5m`. Absent: for ever. */
  readonly later?: string
  /** False if nothing joins when both IDs have a profile. */
  readonly joins?: false
  /** True if the ID takes the place of another of its kind. */
  readonly replaces?: true
  /** `lost`: properties of the first profile are lost. */
  readonly traits?: 'lost'
  /** True if the vendor can undo it. */
  readonly reversible?: boolean
  /** Description of the tie for people. */
  readonly because?: string
  /** Reason for people that nothing happens: for `creates` and `joins`. */
  readonly else?: string
  /** Fact that the rule depends on and the documentation does not settle. */
  readonly uncertain?: string
  /** The same, if the ID was tied before. */
  readonly again?: string
}

/** Condition of a tie or a merge. */
export interface IdentityTest {
  readonly of: 'tie' | 'to' | 'merge' | 'into'
  /** `anonymous`: its profile has no known ID, and nothing was tied to it. */
  readonly is: 'exists' | 'anonymous' | 'uuid4'
  /** Reason for people that nothing happens. */
  readonly else?: string
}
