import { findUnknown, type MappingJson, type ParsedDestination } from '../destination/index.ts'
import { parseTemplate } from '../mapping/index.ts'
import { isObject, own, type Path, printPath } from '../value/index.ts'
import { urlText } from './encode.ts'
import { isKnown, type Part, refuse } from './part.ts'
import { accountUrl, fillAccount, type UrlSegments } from './url.ts'

export interface UrlPart {
  readonly part: Part
  /** Strings of a template and the payload paths between them. Absent for a whole URL. */
  readonly segments?: UrlSegments
}

/**
 * Parses a URL: a fixed one, a template, whose payload values are encoded, or a path to a whole URL, which is checked at
 * run time. Any other mapping could let the payload change the structure of the URL.
 */
export function parseUrlPart(
  value: MappingJson | undefined,
  part: Part | undefined,
  destination: ParsedDestination,
): UrlPart | undefined {
  if (part === undefined || value === undefined) return undefined
  const { problems } = destination.context
  const template = isObject(value) ? own(value, '@template') : undefined
  if (typeof template === 'string') return parseUrlTemplate(parseTemplate(template), part, destination)
  if (part.fixed) {
    if (!isKnown(part, destination)) return { part }
    const isUnknown = findUnknown(part.mapping, destination.unknownSecrets).length > 0
    const write = isUnknown ? urlText : accountUrl
    return { part: { ...part, fixed: { value: refuse(destination, part.at, () => write(part.fixed?.value)) } } }
  }
  if (!isObject(value) || typeof own(value, '@path') !== 'string') {
    const help = 'write a `@template`, whose values are encoded, or a `@path` to a whole URL'
    problems.add('CM701', part.at, 'a URL cannot be computed from the payload', { help })
  }
  return { part }
}

/** Parses a template. Values of the payload are allowed only in the path and the query, never in the origin. */
function parseUrlTemplate(template: UrlSegments, part: Part, destination: ParsedDestination): UrlPart {
  const { settings, constants, unknownSecrets, context } = destination
  if (!isKnown(part, destination)) return { part, segments: template }
  const isUnknown = ([root, key]: Path) => unknownSecrets.some(({ path }) => path[0] === root && path[1] === key)
  // An unknown secret counts as valid at its place.
  const standIns = template.map((segment, i) => {
    const isSecret = typeof segment !== 'string' && isUnknown(segment)
    return isSecret ? (i === 0 ? 'https://x' : 'x') : segment
  })
  const made = refuse(destination, part.at, (): UrlPart | undefined => {
    const checked = fillAccount(standIns, { settings, constants })
    const chosen = checked.find(segment => typeof segment !== 'string')
    const [start] = checked
    if (chosen && !(typeof start === 'string' && /^https?:\/\/[^/?#]+[/?#]/i.test(start))) {
      const help = 'end the host before it, `https://host/`; a whole URL of the payload is a `@path`, with its `hosts`'
      const message = `\`${printPath(chosen)}\` would choose where the URL leads`
      context.problems.add('CM701', part.at, message, { help })
      return undefined
    }
    accountUrl(checked.map(segment => (typeof segment === 'string' ? segment : 'x')).join(''))
    const segments = fillAccount(template, { settings, constants })
    const isFixed = segments.every(segment => typeof segment === 'string')
    return isFixed ? { part: { ...part, fixed: { value: segments.join('') } } } : { part, segments }
  })
  return made ?? { part }
}
