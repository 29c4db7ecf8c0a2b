import { type Code, codes } from '../../diagnostics/index.ts'
import type { FilePlace } from '../../document/index.ts'
import { position } from '../../text/index.ts'
import type { LocatedDiagnostic } from '../../workspace/index.ts'
import type { Format } from './format.ts'

/** SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Format = {
  name: 'sarif',
  isForPeople: false,
  render(problems) {
    const used = [...new Set(problems.flatMap(({ code }) => code ?? []))].sort()
    const rules = used.map(id => {
      const { name, severity, summary } = codes[id as Code]
      return {
        id,
        name,
        shortDescription: { text: summary },
        // GitHub requires these two.
        fullDescription: { text: summary },
        help: { text: `callmap help ${id}` },
        defaultConfiguration: { level: severity },
      }
    })
    const run = {
      tool: { driver: { name: 'callmap', rules } },
      columnKind: 'utf16CodeUnits',
      results: problems.map(result),
    }
    const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
    return `${JSON.stringify(log, null, 2)}\n`
  },
}

function result({ severity = 'error', code, message, place, related = [], help }: LocatedDiagnostic): unknown {
  return {
    ...(code !== undefined && { ruleId: code }),
    level: severity,
    message: { text: help === undefined ? message : `${message} (${help})` },
    locations: place ? [{ physicalLocation: location(place) }] : [],
    ...(related.length > 0 && {
      relatedLocations: related.map(other => ({
        physicalLocation: location(other.place),
        message: { text: other.message },
      })),
    }),
  }
}

function location({ file, text, start, end }: FilePlace): unknown {
  const [first, last] = [position(text, start), position(text, end)]
  return {
    artifactLocation: { uri: fileUri(file) },
    region: { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column },
  }
}

/** A relative reference, or a URI for an absolute path. */
function fileUri(file: string): string {
  const path = file.replaceAll('\\', '/')
  const [, drive, rest] = /^([a-z]:)?(\/.*)/is.exec(path) ?? []
  const encode = (path: string) => path.split('/').map(encodeURIComponent).join('/')
  if (rest === undefined) return encode(path)
  return drive === undefined ? `file://${encode(rest)}` : `file:///${drive}${encode(rest)}`
}
