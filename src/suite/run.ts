import type { Destination } from '../engine/index.ts'
import { BudgetError, type Json, type Pointer, pointer, runWithin, withValue } from '../value/index.ts'
import { checkActions } from './actions.ts'
import { checkAnswers } from './answers.ts'
import { checkJourney } from './checkJourney.ts'
import { checkErrors, checkSkipped } from './checkSkipped.ts'
import type { Mismatch } from './mismatch.ts'
import { type Output, runEvents } from './output.ts'
import { checkRequests } from './requests.ts'
import type { AccountJson, Case, Suite } from './suite.ts'

/** Services that running tests requires. */
export interface SuiteHost {
  /** Compiles the destinations under test for an account. */
  compile(account: AccountJson): readonly Destination[]
  /** Reads an event file, which the test file names at a place. */
  readEvent(path: string, named: { readonly at: Pointer; readonly test: Case }): Json
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

/** Units of comparing the output of a test with its expectations. */
const comparisonUnits = 500_000_000

/**
 * Runs one test of a suite. Pure, except for the host's reads.
 *
 * @throws CompileError if the account of the test does not compile
 */
export function runCase(test: Case, suite: Suite, host: SuiteHost): CaseResult {
  const silent = { test, mismatches: [], destinations: [] }
  if (test.skip || test.todo) return { ...silent, status: test.skip ? 'skipped' : 'todo' }
  const destinations = host.compile(test.account)
  const { now } = test.account
  const given = test.events.map(event => buildEvent(event, test, suite, host))
  const output = runEvents(given, destinations, now === undefined ? {} : { receivedAt: now })
  const mismatches = findMismatches(test, output, destinations)
  const passed = test.expect === undefined && test.answers === undefined ? 'inspected' : 'passed'
  return { test, status: mismatches.length > 0 ? 'failed' : passed, mismatches, output, destinations }
}

function findMismatches(test: Case, output: Output, destinations: readonly Destination[]): readonly Mismatch[] {
  const { expect = {} } = test
  const at = `${test.at}/expect`
  try {
    return runWithin(comparisonUnits, undefined, () => [
      ...checkActions(expect, output, at),
      ...checkRequests(expect, output, at),
      ...checkSkipped(expect, output, at),
      ...checkErrors(expect, output, at),
      ...checkJourney(expect, output, destinations, at),
      ...checkAnswers(test, output),
    ])
  } catch (error) {
    if (!(error instanceof BudgetError)) throw error
    return [{ at, message: 'it takes too much work to compare the output with these expectations' }]
  }
}

function buildEvent({ event, at }: Case['events'][number], test: Case, { events }: Suite, host: SuiteHost) {
  const { set = {}, unset = [] } = test
  const known = typeof event === 'string' ? events.get(event) : undefined
  const named = known ?? event
  const place = known === undefined ? at : pointer('/events', String(event))
  let value: Json | undefined = typeof named === 'string' ? host.readEvent(named, { at: place, test }) : named
  for (const at of unset) value = withValue(value, at, undefined)
  for (const [at, change] of Object.entries(set)) value = withValue(value, at, change)
  return value
}
