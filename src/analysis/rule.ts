import type { Definition, ParsedDestination } from '../destination/index.ts'
import type { Code, DiagnosticBag } from '../diagnostics/index.ts'
import type { Report } from '../engine/index.ts'
import type { SourceEvent } from '../event/index.ts'
import type { Json, JsonObject } from '../value/index.ts'

/** Something that is probably not meant, although it compiles. Everything about it is in one file of `rules/`. */
export interface Rule {
  /** Its name and summary are in the table of codes; the file is called like it. */
  readonly code: Code
  /** What happens to those who ignore it, in one sentence. */
  readonly cost: string
  /** Each is a test: `bad` has this finding and no other, `good` has none. */
  readonly examples: { readonly bad: readonly [RuleExample, ...RuleExample[]]; readonly good: readonly RuleExample[] }
  /** Adds what it finds. It sees only what could be parsed, and must be right nearly always. */
  check(subject: Subject, problems: DiagnosticBag): void
}

/** A definition, of which an example gives the parts that matter; `slug` and `name` are added. */
export interface RuleExample extends Partial<Definition> {
  /** The settings of an account. */
  readonly given?: JsonObject
  readonly events?: readonly JsonObject[]
}

/** What a rule looks at. */
export interface Subject {
  /** The definition as it is written, with the subscriptions that are used. */
  readonly written: JsonObject
  readonly destination: ParsedDestination
  /** The settings of an account as they are written; anything. */
  readonly settings: Json
  /** Events that were really sent. */
  readonly events: readonly SourceEvent[]
  /** Explains one event. Absent if the definition does not compile. */
  readonly explain?: (event: SourceEvent) => Report
}
