import type { Answer, Outcomes } from '../response/index.ts'
import type { Json, JsonObject, Pointer } from '../value/index.ts'

/** A file of tests; `suiteSchema` describes the keys. */
export interface SuiteJson {
  readonly $schema?: string
  readonly mappings?: string | readonly string[]
  readonly defaults?: AccountJson
  readonly events?: Readonly<Record<string, EventJson>>
  readonly tests: readonly TestJson[]
}

/** Environment of a test. */
export interface AccountJson {
  readonly now?: string
  readonly settings?: JsonObject
  readonly functions?: Readonly<Record<string, { readonly returns: Json }>>
  readonly lookups?: JsonObject
}

export interface TestJson extends AccountJson {
  readonly name: string
  readonly event?: EventJson
  readonly events?: readonly EventJson[]
  readonly each?: readonly JsonObject[]
  readonly set?: JsonObject
  readonly unset?: readonly Pointer[]
  readonly expect?: Expectation
  readonly answers?: readonly AnswerJson[]
  readonly skip?: boolean | string
  readonly todo?: boolean | string
  readonly only?: boolean
}

/** The name of an event of the file, the path of an event file, or the event itself. */
export type EventJson = string | JsonObject

/** The answer to a request, with the outcomes that it is to have. */
export interface AnswerJson extends Answer {
  /** One for each action of the request. */
  readonly outcomes: readonly Json[]
  readonly pause?: Outcomes['pause'] | false
}

export interface Expectation {
  readonly actions?: readonly ExpectedAction[]
  readonly order?: 'given' | 'any'
  readonly others?: 'forbid' | 'allow'
  /** All requests of the test, as they are sent together. */
  readonly requests?: readonly Json[]
  readonly requestsContain?: readonly Json[]
  /** Reason by subscription. */
  readonly skipped?: Readonly<Record<string, string>>
  readonly errors?: readonly ExpectedError[]
  /** Profiles on which events end up. */
  readonly journey?: readonly ExpectedProfile[]
}

export interface ExpectedProfile {
  /** Number of the call, from 1. */
  readonly call: number
  /** Slug; default: all destinations under test. */
  readonly destination?: string
  /** Any ID of the profile; null if no profile has the event. */
  readonly profile: string | null
}

export interface ExpectedAction {
  readonly subscription?: string
  readonly mapping?: string
  readonly action?: string
  readonly payload?: Json
  readonly payloadContains?: Json
  readonly request?: Json
  readonly requestContains?: Json
  readonly check?: string
}

export interface ExpectedError {
  readonly subscription?: string
  readonly mapping?: string
  readonly code: string
  readonly at?: Pointer
}

/** A checked file of tests. */
export interface Suite {
  /** Paths; default: the mappings file beside it. */
  readonly mappings?: readonly string[]
  readonly events: ReadonlyMap<string, EventJson>
  readonly cases: readonly Case[]
}

/** One test, or one row of a table of tests. */
export interface Case extends Omit<TestJson, 'each' | 'event' | 'events' | keyof AccountJson> {
  /** Place of the test in the file. */
  readonly at: Pointer
  /** Row of its table, from 0. */
  readonly row?: number
  /** Events with their places in the file. */
  readonly events: readonly { readonly at: Pointer; readonly event: EventJson }[]
  readonly account: AccountJson
}
