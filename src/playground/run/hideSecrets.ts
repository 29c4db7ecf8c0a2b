import { maskSecrets, secretName } from '../../analysis/index.ts'
import type { Definition } from '../../destination/index.ts'
import { parseJsonc, writeValue } from '../../document/index.ts'
import { isObject, type Json, pointer } from '../../value/index.ts'
import type { Project } from '../project.ts'

/** Settings of a destination, as far as they are known. */
type Known = Pick<Definition, 'slug' | 'settings'> | undefined

/**
 * Leaves secrets out of a project that is shared: values of secret settings become references, and what looks like a
 * secret anywhere else is masked. Without a definition, any setting may be a secret.
 */
export function hideSecrets(project: Project, known: Known): Project {
  const hide = (text: string) => maskSecrets(referToSecrets(text, known))
  const { mapping, definition, tests, answer, events } = project
  return {
    ...project,
    mapping: hide(mapping),
    events: events.map(event => ({ ...event, text: maskSecrets(event.text) })),
    ...(definition !== undefined && { definition: maskSecrets(definition) }),
    ...(tests !== undefined && { tests: hide(tests) }),
    ...(answer !== undefined && { answer: maskSecrets(answer) }),
  }
}

function referToSecrets(text: string, known: Known): string {
  let value: Json
  try {
    value = parseJsonc(text)
  } catch {
    // A file with a mistake in it: no string of it is safe.
    return text.replace(/("settings"\s*:\s*\{)[^}]*/g, '$1')
  }
  return findSettings(value, '').reduce((made, { at, key }) => {
    const isPublic =
      known !== undefined && Object.hasOwn(known.settings ?? {}, key) && known.settings![key]!.type !== 'secret'
    return isPublic ? made : writeValue(made, at, { $secret: secretName(known?.slug ?? 'own', key) })
  }, text)
}

/** Strings of all objects called `settings`, of the file or of its tests. */
function findSettings(value: Json, at: string): { at: string; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const place = pointer(at, key)
    if (key !== 'settings' || !isObject(part)) return findSettings(part as Json, place)
    return Object.entries(part).flatMap(([name, setting]) => {
      return typeof setting === 'string' ? [{ at: pointer(place, name), key: name }] : []
    })
  })
}
