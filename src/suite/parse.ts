import { addShapeProblem, CompileError, compiling, type Diagnostic, DiagnosticBag } from '../diagnostics/index.ts'
import { compileJsonata } from '../jsonata/index.ts'
import { suggest } from '../text/index.ts'
import { newAjv } from '../value/ajv.ts'
import {
  generateCode,
  isObject,
  isTooDeep,
  type Json,
  type JsonObject,
  lazy,
  maxDepth,
  type Pointer,
  parseIso,
  pointer,
  pointerKeys,
} from '../value/index.ts'
import { checkMatchers } from './matchers.ts'
import { fillName, fillParams } from './params.ts'
import { suiteSchema } from './schema.ts'
import type { Case, EventJson, ExpectedAction, Suite, SuiteJson, TestJson } from './suite.ts'

const ajv = newAjv({ verbose: true, ownProperties: true, strict: false })
const validator = lazy(() => generateCode(() => ajv.compile<SuiteJson>(suiteSchema)))

/**
 * Checks a file of tests and expands its tables: each row is a test of its own.
 *
 * @throws CompileError with every mistake in the file, before any test runs
 */
export function parseSuite(value: Json): Suite {
  const problems = new DiagnosticBag()
  if (isTooDeep(value)) {
    problems.add('CM104', '', `a test file is nested at most ${maxDepth} levels deep`)
    throw new CompileError(problems.errors)
  }
  return compiling(problems, () => readSuite(value, problems))
}

function readSuite(value: Json, problems: DiagnosticBag): Suite {
  const { tests, rows } = expandTables(value, problems)
  const filled = tests === undefined ? value : { ...(value as JsonObject), tests }
  const validate = validator()
  if (!validate(filled)) {
    for (const error of validate.errors ?? []) addShapeProblem(error, problems, 'CM191')
    throw new CompileError(
      unique(problems.errors.map(problem => ({ ...problem, at: translatePlace(problem.at, rows) }))),
    )
  }
  const events = new Map(Object.entries(filled.events ?? {}))
  const cases = filled.tests.map((test, i): Case => {
    const { at, row } = rows[i]!
    checkTest(test, at, events, problems)
    const { now, settings, functions, lookups, event = {}, events: together, ...rest } = test
    const { defaults = {} } = filled
    return {
      ...rest,
      events: together?.map((event, i) => ({ at: pointer(at, 'events', i), event })) ?? [
        { at: pointer(at, 'event'), event },
      ],
      at,
      ...(row !== undefined && { row }),
      account: {
        ...defaults,
        ...(now !== undefined && { now }),
        ...(settings && { settings: { ...defaults.settings, ...settings } }),
        ...(functions && { functions: { ...defaults.functions, ...functions } }),
        ...(lookups && { lookups: { ...defaults.lookups, ...lookups } }),
      },
    }
  })
  checkTime(filled.defaults?.now, '/defaults/now', problems)
  if (problems.errorCount > 0) throw new CompileError(unique(problems.errors))
  const { mappings } = filled
  return { events, cases, ...(mappings !== undefined && { mappings: [mappings].flat() }) }
}

/** Place of a test in the file, and its row in a table. */
interface Row {
  readonly at: Pointer
  readonly row?: number
}

/** Expands tables into one test per row. Other shapes are left to the schema. */
function expandTables(value: Json, problems: DiagnosticBag): { tests?: readonly Json[]; rows: readonly Row[] } {
  const given = (value as JsonObject | null)?.tests
  if (!Array.isArray(given)) return { rows: [] }
  const expand = (test: JsonObject | null, i: number): (Row & { test: Json })[] => {
    const at = pointer('', 'tests', i)
    const each = test?.each
    if (!Array.isArray(each) || each.length === 0 || !each.every(isObject)) return [{ at, test }]
    const { name, each: _, ...rest } = test!
    return each.map((row: JsonObject, number) => {
      const filled = fillParams(rest, row, at, problems) as JsonObject
      return {
        at,
        row: number,
        test: { name: typeof name === 'string' ? fillName(name, row) : name, ...filled } as Json,
      }
    })
  }
  const expanded = given.flatMap(expand)
  return { tests: expanded.map(({ test }) => test), rows: expanded }
}

/** Converts a place in the expanded tests to a place in the file. */
function translatePlace(at: Pointer, rows: readonly Row[]): Pointer {
  return at.replace(/^\/tests\/(\d+)/, (whole, i: string) => rows[Number(i)]?.at ?? whole)
}

/** Most values of an event that a test sets or unsets: each change copies the objects around it. */
const mostChanges = 1000

function checkTest(test: TestJson, at: Pointer, events: Suite['events'], problems: DiagnosticBag): void {
  const { event, events: together = [], skip, todo, expect = {}, answers = [] } = test
  if (event === undefined && test.events === undefined && !skip && !todo) {
    problems.add('CM103', at, '`event` is missing')
  }
  if (event !== undefined && test.events !== undefined) {
    const help = 'move the event into the list, or remove the list'
    problems.add('CM193', pointer(at, 'event'), 'a test has either `event` or `events`', { help, marks: 'key' })
  }
  checkEvent(event, pointer(at, 'event'), events, problems)
  for (const [i, one] of together.entries()) checkEvent(one, pointer(at, 'events', i), events, problems)
  const changed = Object.keys(test.set ?? {})
  if (changed.length > mostChanges || (test.unset ?? []).length > mostChanges) {
    problems.add('CM193', at, `a test sets, and unsets, at most ${mostChanges} values`)
  }
  for (const key of changed) {
    if (pointerKeys(key).length > maxDepth) {
      problems.add('CM104', pointer(at, 'set'), `a value is set at most ${maxDepth} levels deep`)
    }
    if (key.startsWith('/')) continue
    problems.add('CM193', pointer(at, 'set', key), `\`${key}\` is not a JSON Pointer`, {
      help: `write \`/${key}\``,
      marks: 'key',
    })
  }
  checkTime(test.now, pointer(at, 'now'), problems)
  for (const [i, action] of (expect.actions ?? []).entries()) {
    checkAction(action, pointer(at, 'expect', 'actions', i), problems)
  }
  for (const key of ['requests', 'requestsContain'] as const) {
    checkMatchers(expect[key], pointer(at, 'expect', key), problems)
  }
  for (const [i, { status, error, outcomes }] of answers.entries()) {
    if (status === undefined && error === undefined) {
      const help = 'write `"status": 200`, or `"error": "timeout"` without an answer'
      problems.add('CM103', pointer(at, 'answers', i), '`status` is missing', { help })
    }
    checkMatchers(outcomes, pointer(at, 'answers', i, 'outcomes'), problems)
  }
}

function checkEvent(event: EventJson | undefined, at: Pointer, events: Suite['events'], problems: DiagnosticBag): void {
  if (typeof event !== 'string' || events.has(event) || isPath(event)) return
  const help = 'define it under `events`, or write a path'
  problems.add('CM193', at, `there is no event \`${event}\``, { help }, () => {
    const near = suggest(event, events.keys())
    return { help: near && `did you mean \`${near}\`?` }
  })
}

const parts = ['payload', 'payloadContains', 'request', 'requestContains'] as const

function checkAction(action: ExpectedAction, at: Pointer, problems: DiagnosticBag): void {
  for (const part of parts) checkMatchers(action[part], pointer(at, part), problems)
  if (action.check === undefined) return
  try {
    compileJsonata(action.check)
  } catch (error) {
    problems.add('CM601', pointer(at, 'check'), `the check does not parse: ${(error as Error).message}`)
  }
}

function checkTime(time: string | undefined, at: Pointer, problems: DiagnosticBag): void {
  if (time === undefined || parseIso(time) !== undefined) return
  problems.add('CM193', at, `\`${time}\` is not an ISO 8601 time`, { help: 'for example 2026-03-01T10:00:00Z' })
}

/** True for the path of an event file, which has a slash or one of these extensions. */
function isPath(event: string): boolean {
  return /\/|\.(json|jsonc|ndjson|jsonl)(#\d+)?$/.test(event)
}

/** A mistake in a table repeats in each of its rows. */
function unique(problems: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(problems.map(problem => [`${problem.at} ${problem.message}`, problem])).values()]
}
