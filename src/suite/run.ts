import type { Destination } from '../engine/index.ts'
import { type Json, withValue } from '../value/index.ts'
import { checkActions } from './actions.ts'
import { checkErrors, checkSkipped } from './checkSkipped.ts'
import type { Mismatch } from './mismatch.ts'
import { type Output, runEvent } from './output.ts'
import type { AccountJson, Case, Suite } from './suite.ts'

/** Services that running tests requires. */
export interface SuiteHost {
  /** Compiles the destinations under test for an account. */
  compile(account: AccountJson): readonly Destination[]
  /** Reads an event file. */
  readEvent(path: string): Json
}

export interface CaseResult {
  readonly test: Case
  /** `inspected`: a test without expectations. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'todo' | 'inspected'
  readonly mismatches: readonly Mismatch[]
  /** Absent if the test did not run. */
  readonly output?: Output
  readonly destinations: readonly Destination[]
}

/**
 * Runs one test of a suite. Pure, except for the host's reads.
 *
 * @throws CompileError if the account of the test does not compile
 */
export function runCase(test: Case, { events }: Suite, host: SuiteHost): CaseResult {
  const silent = { test, mismatches: [], destinations: [] }
  if (test.skip || test.todo) return { ...silent, status: test.skip ? 'skipped' : 'todo' }
  const destinations = host.compile(test.account)
  const { now } = test.account
  const output = runEvent(buildEvent(test, events, host), destinations, now === undefined ? {} : { receivedAt: now })
  const { expect = {} } = test
  const at = `${test.at}/expect`
  const mismatches = [
    ...checkActions(expect, output, at),
    ...checkSkipped(expect, output, at),
    ...checkErrors(expect, output, at),
  ]
  const passed = test.expect === undefined ? 'inspected' : 'passed'
  return { test, status: mismatches.length > 0 ? 'failed' : passed, mismatches, output, destinations }
}

function buildEvent({ event, set = {}, unset = [] }: Case, events: Suite['events'], host: SuiteHost): Json | undefined {
  const named = typeof event === 'string' ? (events.get(event) ?? event) : event
  let value: Json | undefined = typeof named === 'string' ? host.readEvent(named) : named
  for (const at of unset) value = withValue(value, at, undefined)
  for (const [at, change] of Object.entries(set)) value = withValue(value, at, change)
  return value
}
