import { maskSecrets } from '../../analysis/index.ts'
import type { Project } from '../project.ts'
import { hideSettings, type Known } from './hideSettings.ts'

/** Credentials as headers have them, unless they are drawn from settings. */
const credentials = /\b(Bearer|Basic) +(?![{<$*])[\w.~+/=-]{8,}/gi

/**
 * Leaves secrets out of a project that is shared: values of secret settings become references, and what looks like a
 * secret anywhere else is masked. Without a definition, any setting may be a secret.
 */
export function hideSecrets(project: Project, known: Known): Project {
  const hide = (text: string) => mask(hideSettings(text, known))
  const { mapping, definition, tests, answer, events } = project
  return {
    ...project,
    mapping: hide(mapping),
    events: events.map(({ text, name }) => ({ text: mask(text), ...(name !== undefined && { name: mask(name) }) })),
    ...(definition !== undefined && { definition: mask(definition) }),
    ...(tests !== undefined && { tests: hide(tests) }),
    ...(answer !== undefined && { answer: mask(answer) }),
  }
}

function mask(text: string): string {
  return maskSecrets(text).replace(credentials, (_, scheme: string) => `${scheme} ****`)
}
