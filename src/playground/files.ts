import type { NamedText } from './archive.ts'
import { findJson } from './jsonRange.ts'
import { readEvents } from './paste.ts'
import { fileNames, type Project } from './project.ts'

/** The files of a project, as the command line takes them. */
export function listFiles(project: Project): NamedText[] {
  const names = fileNames(project)
  const { mapping, definition, tests, events } = project
  return [
    { name: names.mapping, text: mapping },
    ...(definition === undefined ? [] : [{ name: names.definition, text: definition }]),
    ...(tests === undefined ? [] : [{ name: names.tests, text: tests }]),
    { name: names.events, text: events.map(({ text }) => `${onOneLine(text)}\n`).join('') },
  ].filter(({ text }) => text !== '')
}

/** Puts opened files into a project, each by its content: events, mappings, a definition or tests. */
export function openFiles(project: Project, files: readonly NamedText[]): Project {
  return files.reduce(openFile, project)
}

function openFile(project: Project, { text }: NamedText): Project {
  const starts = (pointer: string) => text[findJson(text, pointer)?.value.from ?? text.length]
  if (starts('/tests') === '[') return { ...project, tests: text }
  if (starts('/actions') === '{') return { ...project, destination: '', definition: text }
  if (starts('/destination') === '"' && starts('/type') === undefined) {
    const { from, to } = findJson(text, '/destination')!.value
    const name = text.slice(from + 1, to - 1)
    if (/[\\/]|\.json$/.test(name)) return { ...project, destination: '', mapping: text }
    const { definition, ...others } = project
    return { ...others, destination: name, mapping: text }
  }
  return { ...project, events: [...project.events, ...readEvents(text)] }
}

/** JSON without line breaks between its parts. Other text keeps its form, on one line. */
function onOneLine(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text.replace(/\s*\n\s*/g, ' ')
  }
}
