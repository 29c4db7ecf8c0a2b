import type { Definition, ParsedDestination } from '../destination/index.ts'
import type { Code, DiagnosticBag } from '../diagnostics/index.ts'
import type { Report } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Json, JsonObject } from '../value/index.ts'

/** A rule for mistakes that still compile. All of it is in one file of `rules/`. */
export interface Rule {
  /** Name and summary are in the table of codes; the file has the same name. */
  readonly code: Code
  /** Consequence of ignoring it, in one sentence. */
  readonly cost: string
  /** Each is a test: `bad` has exactly this finding, `good` has none. */
  readonly examples: { readonly bad: readonly [RuleExample, ...RuleExample[]]; readonly good: readonly RuleExample[] }
  /** Adds findings. Rules only see what could be parsed, and false positives must be rare. */
  check(subject: RuleInput, problems: DiagnosticBag): void
}

/** Parts of a definition that matter in an example; `slug` and `name` are added. */
export interface RuleExample extends Partial<Definition> {
  /** Settings of an account. */
  readonly given?: JsonObject
  readonly events?: readonly JsonObject[]
}

/** Input of a rule. */
export interface RuleInput {
  /** Source of the definition, with the subscriptions in use. */
  readonly written: JsonObject
  /** The definition with its short forms written out. */
  readonly expanded: JsonObject
  readonly destination: ParsedDestination
  /** Settings of an account in source form, of any shape. */
  readonly settings: Json
  /** Recorded events. */
  readonly events: readonly SourceEvent[]
  /** Explains one event. Absent if the definition does not compile. */
  readonly explain?: (event: SourceEvent) => Report
}
