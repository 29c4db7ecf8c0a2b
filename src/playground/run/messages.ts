import type { Completion, Hover } from '../../editor/index.ts'
import type { Project } from '../project.ts'
import type { EventVerdict, Problem, ProjectFile, RunQuestion, RunReport, ValueTrace } from './protocol.ts'

/** Definitions of the bundled destinations, by slug. */
export type Definitions = Readonly<Record<string, string>>

/** Calls that the page makes to the worker. Each has one answer. */
export interface Methods {
  run(question: RunQuestion): RunReport
  /** Sources of the parts of a payload of the selected event. */
  trace(subscription: string): readonly ValueTrace[]
  /** Items for a place of a file, which has this text. */
  complete(file: ProjectFile, text: string, offset: number): Completion
  hover(file: ProjectFile, text: string, offset: number): Hover | null
  /** A call that makes triggers true, with a value at each path that mappings read. */
  sample(type: string): { readonly text: string } | { readonly refused: string }
  /** The events with their values replaced by others of the same form. */
  redact(events: readonly string[]): readonly Redacted[]
  /** The project without secrets. */
  hideSecrets(project: Project): Project
  /** A mappings file for a destination: with subscriptions for these events, or the default ones. */
  start(slug: string, events: readonly string[]): string
  /** The test file with the result of an event as one more test; `undefined` if that cannot be. */
  test(event: string, tests: string | undefined): string | undefined
}

/** An event whose values are replaced, with some of the changes. */
export interface Redacted {
  readonly text: string
  readonly replaced: readonly { readonly path: string; readonly before: string; readonly after: string }[]
}

export type Method = keyof Methods

export type ToWorker =
  | { readonly open: Definitions }
  | { readonly id: number; readonly method: Method; readonly args: readonly unknown[] }

export type FromWorker =
  | { readonly ready: true }
  /** A part of a long run is done. */
  | { readonly isBusy: true }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failed: string }
  /** Findings of the files of a run. */
  | { readonly run: number; readonly problems: readonly Problem[] }
  /** Verdicts of the events of a run, in portions. */
  | { readonly run: number; readonly from: number; readonly verdicts: readonly EventVerdict[] }
