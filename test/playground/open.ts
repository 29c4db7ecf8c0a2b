import { readdirSync, readFileSync } from 'node:fs'
import type { Project } from '../../src/playground/project.ts'
import { Evaluator } from '../../src/playground/run/evaluate.ts'
import type { Definitions } from '../../src/playground/run/messages.ts'
import type { Problem, RunReport, View } from '../../src/playground/run/protocol.ts'
import { createTools } from '../../src/playground/run/tools.ts'

const folder = new URL('../../destinations/', import.meta.url)

/** The bundled definitions, as the page has them. */
export const definitions: Definitions = Object.fromEntries(
  readdirSync(folder).map(slug => [slug, readFileSync(new URL(`${slug}/destination.json`, folder), 'utf8')]),
)

/** A report with the problems, which follow it. */
export interface CheckedReport extends RunReport {
  readonly problems: readonly Problem[]
}

/** The code of the page's worker, in this process. */
export function openWorker() {
  const evaluator = new Evaluator(
    definitions,
    () => 0,
    () => {},
  )
  const tools = createTools(definitions, evaluator)
  let id = 0
  /** Finds the problems when a test reads them, which has to be before its next run. */
  const withProblems = (report: RunReport): CheckedReport => {
    const of = report.id
    return {
      ...report,
      get problems() {
        if (of !== id) throw new Error('another run came first')
        return evaluator.findProblems()
      },
    }
  }
  const run = (
    project: Project,
    view: View = 'requests',
    pinned?: Pick<Project, 'mapping' | 'destination'>,
  ): CheckedReport => {
    id++
    return withProblems(evaluator.answer({ id, changed: project, isWhole: true, view, ...(pinned && { pinned }) }))
  }
  const edit = (changed: Partial<Project>, view: View = 'requests'): CheckedReport => {
    id++
    return withProblems(evaluator.answer({ id, changed, isWhole: false, view }))
  }
  return { evaluator, tools, run, edit }
}
