import { printCount } from '../text/index.ts'
import { chooseKept, type PastProject } from './pastProjects.ts'
import type { Project } from './project.ts'
import { fromLink, toFragment } from './share/link.ts'

const key = 'callmap-playground'

/** Lists earlier states, the last one first. A page from a file may have no storage: then there are none. */
export function listHistory(): PastProject[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter(isEntry) : []
  } catch {
    return []
  }
}

function isEntry(value: unknown): value is PastProject {
  const { at, title, fragment } = (value ?? {}) as Record<string, unknown>
  return [at, title, fragment].every(part => typeof part === 'string')
}

/** Adds a state, unless it is the last one already. */
export function remember(project: Project, at: string): void {
  if (project.mapping === '' && project.events.length === 0) return
  const fragment = toFragment(project)
  const before = listHistory()
  if (before[0]?.fragment === fragment) return
  const subject = project.definition === undefined ? project.destination : 'own definition'
  const title = `${subject || 'no destination'}, ${printCount(project.events.length, 'event', 'events')}`
  write(chooseKept([{ at, title, fragment }, ...before]))
}

export function clearHistory(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // No storage, so nothing to clear.
  }
}

export function openEntry({ fragment }: PastProject): Project | undefined {
  const opened = fromLink(fragment)
  return 'project' in opened ? opened.project : undefined
}

function write(entries: readonly PastProject[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(entries))
  } catch {
    // A full or absent storage loses history, and nothing else.
  }
}
