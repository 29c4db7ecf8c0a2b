import type { lenientProgram } from '../../engine/index.ts'
import { type CaseResult, runCase } from '../../suite/index.ts'
import type { Selection, Workspace } from '../workspace.ts'
import { findSuites, type LoadedSuite, loadSuite } from './load.ts'

/** Results of all test files of one run. */
export class TestRun {
  readonly files: readonly FileResult[]
  /** In milliseconds. */
  readonly took: number

  constructor(files: readonly FileResult[], took: number) {
    this.files = files
    this.took = took
  }

  get results(): TestResult[] {
    return this.files.flatMap(({ results }) => results)
  }

  get total(): number {
    return this.results.length
  }

  count(status: TestResult['status']): number {
    return this.results.filter(result => result.status === status).length
  }
}

export const statuses = ['passed', 'failed', 'inspected', 'skipped', 'todo'] as const

export interface FileResult {
  readonly loaded: LoadedSuite
  readonly results: readonly TestResult[]
  readonly took: number
}

export interface TestResult extends CaseResult {
  readonly name: string
  /** Line of the test in its file, counted from 1. */
  readonly line: number
}

export interface RunOptions {
  /** A clock in milliseconds. */
  readonly now: () => number
  /** Runs only test files that changed, or whose mappings or definitions did. */
  readonly changed?: ReadonlySet<string>
  readonly selection?: Selection
  readonly filter?: (name: string) => boolean
  /** Stops after the first failed test. */
  readonly bail?: boolean
  readonly order?: <T>(list: readonly T[]) => T[]
  /** Makes the program of a definition; it may return the same for the same definition. */
  readonly program?: typeof lenientProgram
}

/**
 * Runs test files.
 *
 * @throws WorkspaceError if a file has no tests or its mappings do not compile
 */
export function runFiles(workspace: Workspace, paths: readonly string[], options: RunOptions): TestRun {
  const steps = testSteps(workspace, paths, options)
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value
}

/** Runs test files as `runFiles` does, a test in each step. */
export function* testSteps(
  workspace: Workspace,
  paths: readonly string[],
  { now, selection, changed, filter = () => true, bail = false, order = list => [...list], program }: RunOptions,
): Generator<void, TestRun> {
  const started = now()
  const suites = order(findSuites(workspace, paths, selection))
    .map(file => loadSuite(workspace, file, program))
    .filter(loaded => changed === undefined || listFiles(loaded).some(file => changed.has(file)))
  const hasOnly = suites.some(({ suite }) => suite.cases.some(({ only }) => only))
  const files: FileResult[] = []
  let failed = false
  for (const loaded of suites) {
    const began = now()
    const results: TestResult[] = []
    for (const test of order(loaded.suite.cases)) {
      if ((hasOnly && !test.only) || !filter(test.name)) continue
      if (bail && failed) break
      const result = runCase(test, loaded.suite, loaded.host)
      failed ||= result.status === 'failed'
      results.push({
        ...result,
        name: test.name,
        line: loaded.document.position(loaded.document.locate(test.at).start).line,
      })
      yield
    }
    files.push({ loaded, results, took: now() - began })
  }
  return new TestRun(files, now() - started)
}

function listFiles({ file, sources }: LoadedSuite): string[] {
  const read = sources.flatMap(({ definition, mappings }) => [
    definition.file,
    ...(mappings ? [mappings.source.file] : []),
  ])
  return [file, ...read]
}
