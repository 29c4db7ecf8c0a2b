import { type Code, codes } from '../../diagnostics/index.ts'
import type { FilePlace } from '../../document/index.ts'
import { position } from '../../text/index.ts'
import type { LocatedDiagnostic } from '../../workspace/index.ts'
import { workflowCommand } from '../workflowCommand.ts'
import type { Format } from './format.ts'

/** GitHub Actions annotations, which show next to the lines of a pull request. */
export const github: Format = {
  name: 'github',
  isForPeople: false,
  render: problems => problems.map(annotation).join(''),
}

function annotation({ severity = 'error', code, message, place, help }: LocatedDiagnostic): string {
  const title = code === undefined ? {} : { title: `${code} ${codes[code as Code].name}` }
  const properties = { ...title, ...(place && lines(place)) }
  return workflowCommand(severity, properties, help === undefined ? message : `${message} (${help})`)
}

/** GitHub takes columns only if the lines are the same. */
function lines({ file, text, start, end }: FilePlace) {
  const [first, last] = [position(text, start), position(text, end)]
  if (first.line !== last.line) return { file, line: first.line, endLine: last.line }
  return { file, line: first.line, col: first.column, endColumn: last.column }
}
