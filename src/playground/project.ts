import { isObject } from '../value/index.ts'

/** Everything that a person edits: the content of a link, of a saved page, and of the history. */
export interface Project {
  /** Slug of a bundled destination; empty for an own definition, and before one is chosen. */
  readonly destination: string
  /** Text of an own definition. */
  readonly definition?: string
  /** Text of the mappings file. */
  readonly mapping: string
  readonly events: readonly EventText[]
  /** Text of the test file. */
  readonly tests?: string
  /** Text of the answer to each request. */
  readonly answer?: string
  /** Index of the event that is shown. */
  readonly selected: number
}

/** An event as it was pasted. */
export interface EventText {
  readonly text: string
  /** Name in the list, in place of that of the call. */
  readonly name?: string
}

export const emptyProject: Project = { destination: '', mapping: '', events: [], selected: 0 }

/** Names of the files that a project has. The command line takes them unchanged. */
export function fileNames({ destination, definition }: Pick<Project, 'destination' | 'definition'>) {
  // A link may have any text for a destination, and the names become paths of an archive.
  const slug = /^[\w-]+$/.test(destination) ? destination : 'mapping'
  const stem = definition === undefined ? slug : 'own'
  return {
    mapping: `mappings/${stem}.json`,
    tests: `mappings/${stem}.test.json`,
    definition: 'destinations/own.json',
    events: 'events.ndjson',
  }
}

/** The texts of a project's files, by path. Tests may name single events. */
export function projectTexts(project: Project, events: string): { [path: string]: string } {
  const names = fileNames(project)
  const { mapping, definition, tests } = project
  return {
    [names.mapping]: mapping,
    ...(definition !== undefined && { [names.definition]: definition }),
    ...(tests !== undefined && { [names.tests]: tests }),
    [names.events]: events,
  }
}

/** Reads a project from a link or a file; `undefined` for any other value. It may come from anybody. */
export function parseProject(value: unknown): Project | undefined {
  if (!isObject(value)) return undefined
  const { destination, definition, mapping, events, tests, answer, selected } = value
  if (typeof destination !== 'string' || typeof mapping !== 'string' || !Array.isArray(events)) return undefined
  const texts = events.flatMap((event): EventText[] => {
    if (!isObject(event) || typeof event.text !== 'string') return []
    return [{ text: event.text, ...(typeof event.name === 'string' && { name: event.name }) }]
  })
  const isIndex = Number.isInteger(selected) && (selected as number) >= 0 && (selected as number) < texts.length
  return {
    destination,
    mapping,
    events: texts,
    selected: isIndex ? (selected as number) : 0,
    ...(typeof definition === 'string' && { definition }),
    ...(typeof tests === 'string' && { tests }),
    ...(typeof answer === 'string' && { answer }),
  }
}
