import type { Settings } from '../destination/index.ts'
import { compileMapping } from '../mapping/index.ts'
import type { Json } from '../value/index.ts'
import { isObject } from '../value/index.ts'

/**
 * Lists basic credentials with an unresolved secret by the header that previews show for them, because `Basic <redacted
 * NAME>` hides the user name as well.
 */
export function basicCredentials(
  definition: Json,
  settings: Settings,
  secrets: readonly string[],
): ReadonlyMap<string, string> {
  const shown = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const name = isObject(value as Json) ? (value as { $secret?: string }).$secret : undefined
      return [key, name === undefined ? value : `<redacted ${name}>`]
    }),
  )
  const found = new Map<string, string>()
  for (const { username, password = '' } of basicsIn(definition)) {
    const [name, secret] = [username, password].map(part => readText(part, { settings: shown }))
    if (name === undefined || secret === undefined) continue
    const hidden = secrets.map(name => `<redacted ${name}>`).find(reference => `${name}${secret}`.includes(reference))
    if (hidden !== undefined) found.set(`Basic ${hidden}`, `${name}:${secret}`)
  }
  return found
}

interface Basic {
  readonly username: Json
  readonly password?: Json
}

function basicsIn(value: Json | undefined): Basic[] {
  if (typeof value !== 'object' || value === null) return []
  const credentials = isObject(value) ? [value.auth ?? null].flat() : []
  const own = credentials.flatMap(auth => (isObject(auth) && isObject(auth.basic) ? [auth.basic] : []))
  return [...(own as unknown as Basic[]), ...Object.values(value as object).flatMap(basicsIn)]
}

function readText(mapping: Json, input: object): string | undefined {
  const value = compileMapping(mapping)(input)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
