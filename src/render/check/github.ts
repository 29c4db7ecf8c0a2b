import { type Code, codes } from '../../diagnostics/index.ts'
import { position } from '../../text/index.ts'
import type { LocatedDiagnostic } from '../../workspace/index.ts'
import type { Format } from './format.ts'

/** GitHub Actions annotations, which show next to the lines of a pull request. */
export const github: Format = {
  name: 'github',
  isForPeople: false,
  render: problems => problems.map(command).join(''),
}

function command({ severity = 'error', code, message, place, help }: LocatedDiagnostic): string {
  const properties: [string, string | number][] = []
  if (code !== undefined) properties.push(['title', `${code} ${codes[code as Code].name}`])
  if (place !== undefined) {
    const [start, end] = [position(place.text, place.start), position(place.text, place.end)]
    properties.push(['file', place.file], ['line', start.line], ['col', start.column])
    if (end.line === start.line) properties.push(['endColumn', end.column])
  }
  const shown = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')
  return `::${severity} ${shown}::${escapeData(help === undefined ? message : `${message} (${help})`)}\n`
}

/** Escapes line breaks, which would end a workflow command. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
