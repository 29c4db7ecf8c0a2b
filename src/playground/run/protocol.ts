import type { Journey } from '../../analysis/index.ts'
import type { Change } from '../../authoring/index.ts'
import type { EditorFix } from '../../editor/index.ts'
import type { Json, JsonObject } from '../../value/index.ts'
import type { Project } from '../project.ts'

/** Views of the result: of one event, then of all. */
export const views = ['requests', 'payload', 'why', 'answers', 'lineage', 'diff', 'tests', 'journey'] as const
export type View = (typeof views)[number]

/** One run: the parts of the project that changed since the last one, and what is shown of the result. */
export interface RunQuestion {
  readonly id: number
  readonly changed: Partial<Project>
  /** True if `changed` is the whole project. */
  readonly isWhole: boolean
  readonly view: View
  /** The mapping and definition to compare with. */
  readonly pinned?: Pick<Project, 'mapping' | 'definition' | 'destination'>
}

/** The result that the view shows. Verdicts of the events and problems follow. */
export interface RunReport {
  readonly id: number
  /** Milliseconds. */
  readonly took: number
  /** True if the mapping has errors and this is the result of the last one that had none. */
  readonly isStale: boolean
  /** Place of each subscription in the mapping. */
  readonly subscriptions: readonly SubscriptionPlace[]
  /** The selected event; absent without an event or a mapping. */
  readonly event?: EventReport
  /** Absent unless the view is about all events. */
  readonly overview?: Overview
}

export interface EventVerdict {
  readonly kind: 'sent' | 'not matched' | 'skipped' | 'failed' | 'unreadable' | 'not run'
  readonly type: string
  readonly name: string
  readonly requests: number
  /** Code of the first failure. */
  readonly code?: string
}

export type ProjectFile = 'mapping' | 'definition' | 'tests' | 'events'

export interface Problem {
  readonly file: ProjectFile
  readonly severity: 'error' | 'warning'
  readonly code?: string
  readonly message: string
  readonly help?: string
  readonly from: number
  readonly to: number
  readonly line: number
  readonly column: number
  readonly fixes: readonly EditorFix[]
}

export interface SubscriptionPlace {
  readonly name: string
  readonly from: number
}

export interface EventReport {
  readonly index: number
  /** Errors and warnings about the call itself. */
  readonly notes: readonly string[]
  readonly subscriptions: readonly SubscriptionReport[]
}

export interface SubscriptionReport {
  readonly subscription: string
  readonly action: string
  readonly verdict: 'sent' | 'not matched' | 'skipped' | 'failed'
  readonly reason: string
  /** Absent unless the view shows payloads. */
  readonly payload?: JsonObject
  /** Empty unless the view shows requests. */
  readonly requests: readonly ShownRequest[]
  readonly warnings: readonly string[]
  readonly failures: readonly ShownFailure[]
  /** The trigger, clause by clause, if the view asks why. */
  readonly clauses?: readonly ShownClause[]
  /** The payload that a true trigger would give, if the view asks why. */
  readonly forced?: {
    readonly answer: string
    readonly failures: readonly ShownFailure[]
    readonly traces: readonly ValueTrace[]
  }
  /** Sources of the parts of the payload, if the view asks why. */
  readonly traces?: readonly ValueTrace[]
}

export interface ShownFailure {
  readonly code: string
  readonly at: string
  readonly message: string
}

export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
  readonly isJson: boolean
  readonly curl: string
  /** Lines about the answer, if there is one. */
  readonly answered?: readonly { readonly outcome: string; readonly text: string }[]
}

export interface ShownClause {
  readonly text: string
  readonly isTrue: boolean
  readonly decides: boolean
  /** Value in the event; absent if it has none. */
  readonly value?: Json
  /** Pointer into the event. */
  readonly source: string
  readonly place: Place
}

/** A range of a file of the project. Absent file: a bundled definition, which is not open. */
export interface Place {
  readonly file?: ProjectFile
  readonly from: number
  readonly to: number
  /** `customerio.json:16:34` */
  readonly where: string
}

/** The way of a value into the payload. */
export interface ValueTrace {
  /** Pointer into the payload; `*` stands for every item. */
  readonly field: string
  readonly isAbsent: boolean
  /** True for an expression with values, and false for what is copied or constant. */
  readonly isDrawn: boolean
  readonly place: Place
  /** The expression with the values of its parts below, as `callmap explain` draws it. */
  readonly drawing: readonly string[]
  /** Pointers into the event. */
  readonly sources: readonly string[]
}

export type Overview =
  | { readonly view: 'lineage'; readonly flows: readonly ShownFlow[] }
  | { readonly view: 'diff'; readonly changes: readonly (Change & { readonly event: number })[] }
  | { readonly view: 'tests'; readonly tests: readonly ShownTest[]; readonly covered: readonly Covered[] }
  | { readonly view: 'journey'; readonly journey: Journey; readonly calls: readonly JourneyCall[] }
  | { readonly view: 'failed'; readonly message: string }

export interface ShownFlow {
  readonly from: string
  readonly to: string
  readonly how: string
  readonly isPersonal: boolean
  readonly subscriptions: readonly string[]
  readonly place: Place
}

export interface ShownTest {
  readonly name: string
  readonly status: 'passed' | 'failed' | 'inspected' | 'skipped' | 'todo'
  readonly messages: readonly string[]
}

/** A line of the mapping that tests can cover. */
export interface Covered {
  readonly line: number
  readonly share: 'full' | 'part' | 'none'
}

export interface JourneyCall {
  readonly call: number
  readonly event: number
  readonly type: string
  readonly name: string
  readonly verdict: EventVerdict['kind']
}
