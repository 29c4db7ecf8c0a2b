import type { Project } from '../project.ts'
import { toFragment } from './link.ts'

/** The HTML of this page with a project inside, as it was before scripts changed it. */
export function savePage(source: string, project: Project): string {
  const empty = '<script type="text/plain" id="project">'
  const start = source.indexOf(empty) + empty.length
  const end = source.indexOf('</script>', start)
  // A fragment has no character that HTML could misread.
  return source.slice(0, start) + toFragment(project) + source.slice(end)
}
