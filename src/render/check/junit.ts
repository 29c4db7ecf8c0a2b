import groupBy from 'lodash-es/groupBy.js'
import { position } from '../../text/index.ts'
import type { LocatedDiagnostic } from '../../workspace/index.ts'
import { numberNames } from '../numberNames.ts'
import { openTag, xmlText } from '../xml.ts'
import type { Format } from './format.ts'

/** JUnit XML, for build servers: each finding is a test case of its file. Errors fail, warnings pass with a message. */
export const junit: Format = {
  name: 'junit',
  isForPeople: false,
  render(problems, _style, files) {
    const byFile = groupBy(problems, ({ place }) => place?.file ?? '')
    const names = new Set([...files, ...Object.keys(byFile)])
    const suites = [...names].map(file => suiteXml(file, byFile[file] ?? []))
    const head = openTag('testsuites', { name: 'callmap check', ...counts(problems) })
    return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.join('')}</testsuites>\n`
  },
}

function suiteXml(file: string, problems: readonly LocatedDiagnostic[]): string {
  const good = `${openTag('testcase', { name: file, classname: file, file }, '    ').slice(0, -1)}/>\n`
  const names = numberNames(problems.map(({ code, message }) => [code, message].filter(Boolean).join(' ')))
  const cases = problems.length === 0 ? good : problems.map((problem, i) => caseXml(file, names[i]!, problem)).join('')
  return `${openTag('testsuite', { name: file, ...counts(problems) }, '  ')}\n${cases}  </testsuite>\n`
}

/** A file without findings is one passing test case. */
function counts(problems: readonly LocatedDiagnostic[]) {
  return { tests: Math.max(1, problems.length), failures: problems.filter(isError).length, errors: 0 }
}

function isError({ severity = 'error' }: LocatedDiagnostic): boolean {
  return severity === 'error'
}

function caseXml(file: string, name: string, problem: LocatedDiagnostic): string {
  const { code, message, place, note, help } = problem
  const at = place && position(place.text, place.start)
  const head = openTag('testcase', { name, classname: file, file, ...(at && { line: at.line }) }, '    ')
  const more = [
    at ? `${file}:${at.line}:${at.column}` : file,
    ...(note ? [`note: ${note}`] : []),
    ...(help ? [`help: ${help}`] : []),
  ]
  const text = xmlText(more.join('\n'))
  const inner = isError(problem)
    ? `${openTag('failure', { type: code ?? 'error', message })}${text}</failure>`
    : `<system-out>${xmlText(`warning: ${message}`)}&#10;${text}</system-out>`
  return `${head}${inner}</testcase>\n`
}
