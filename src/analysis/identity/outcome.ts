/** The profiles of one destination after all calls, and everything that decided them. Calls are counted from 1. */
export interface Journey {
  /** Slug of the destination. */
  readonly slug: string
  readonly name: string
  /** False if the definition has no rules about profiles: then nothing is known. */
  readonly isKnown: boolean
  /** Profiles in the end, with their IDs by kind, and the calls whose events they have. */
  readonly profiles: readonly JourneyProfile[]
  /** Events that no profile has. */
  readonly lost: readonly JourneyReason[]
  /** Events that wait for a tie, and until when: a time, or a number of days if the calls have no times. */
  readonly waiting: readonly { readonly call: number; readonly until: string }[]
  readonly ties: readonly JourneyTie[]
  /** Ties that do not happen. */
  readonly notTied: readonly JourneyReason[]
  readonly warnings: readonly { readonly call: number; readonly message: string }[]
  /** Facts that the documentation does not settle, and that decided something. */
  readonly uncertain: readonly { readonly call: number; readonly fact: string }[]
  /** Condition in the vendor's account that callmap cannot see. */
  readonly assumes?: string
  /** Rows of a drawing: every profile that there was, and every ID whose events wait. */
  readonly lanes: readonly JourneyLane[]
  /** Everything that happens in a row, in order of arrival. */
  readonly marks: readonly JourneyMark[]
  /** Calls in order of arrival. */
  readonly order: readonly number[]
  /** Times of arrival, in that order: ISO 8601, or seconds after the first call (`+90 s`) if no call has a time. */
  readonly times: readonly string[]
  /** Calls for which nothing is sent. */
  readonly unsent: readonly JourneyReason[]
  /** With `shuffle`: the outcomes of other orders. */
  readonly shuffled?: Shuffled
}

/** Outcomes of the orders of some calls. */
export interface Shuffled {
  readonly orders: number
  /** True if not all orders were played. */
  readonly isSample: boolean
  /** Number of different outcomes. */
  readonly outcomes: number
  /** The two orders nearest to the given one that differ: two neighbours change places. */
  readonly differ?: readonly [Journey, Journey]
}

export interface JourneyProfile {
  readonly ids: { readonly [kind: string]: readonly string[] }
  readonly events: readonly number[]
}

export interface JourneyReason {
  readonly call: number
  readonly because: string
}

export interface JourneyTie extends JourneyReason {
  /** The ID that joined. */
  readonly from: string
  /** An ID of the profile that it joined. */
  readonly to: string
  /** Calls whose events moved. */
  readonly moves: readonly number[]
  /** Time for which later events of the ID follow: `5m`, or `true` for ever; `false` if the ID names nobody afterwards. */
  readonly later: string | boolean
  readonly isReversible: boolean
}

export interface JourneyLane {
  readonly id: string
  readonly kind: string
  /** Calls whose events it has in the end. */
  readonly events: readonly number[]
}

export interface JourneyMark {
  readonly call: number
  readonly lane: number
  readonly does: 'creates' | 'event' | 'updates' | 'waits' | 'ties' | 'ends'
  /** `ends`: the row that the events move to. */
  readonly into?: number
}
