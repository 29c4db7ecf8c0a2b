import { parseJsonc } from '../document/index.ts'
import { isObject } from '../value/index.ts'
import type { NamedText } from './archive.ts'
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
  const value = parse(text)
  if (isObject(value) && Array.isArray(value.tests)) return { ...project, tests: text }
  if (isObject(value) && isObject(value.actions)) return { ...project, destination: '', definition: text }
  if (isObject(value) && typeof value.destination === 'string' && !('type' in value)) {
    const slug = /[\\/]|\.json$/.test(value.destination) ? '' : value.destination
    const { definition, ...others } = project
    return slug === ''
      ? { ...project, destination: '', mapping: text }
      : { ...others, destination: slug, mapping: text }
  }
  return { ...project, events: [...project.events, ...readEvents(text)] }
}

function parse(text: string): unknown {
  try {
    return parseJsonc(text)
  } catch {
    return undefined
  }
}

/** JSON without line breaks between its parts. Other text keeps its form, on one line. */
function onOneLine(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text.replace(/\s*\n\s*/g, ' ')
  }
}
