import type { Project } from '../project.ts'
import { toFragment } from './link.ts'

/** Element of the page that holds a project. */
const holder = 'project'

/** The HTML of this page with a project inside, as it was before scripts changed it. */
export function savePage(source: string, project: Project): string {
  const empty = `<script type="text/plain" id="${holder}">`
  const start = source.indexOf(empty) + empty.length
  const end = source.indexOf('</script>', start)
  // A fragment has no character that HTML could misread.
  return source.slice(0, start) + toFragment(project) + source.slice(end)
}

/** The fragment that a saved page holds; empty in the page as it is shipped. */
export function heldFragment(): string {
  return document.getElementById(holder)?.textContent?.trim() ?? ''
}
