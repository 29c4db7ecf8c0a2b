/**
 * Converts a placeholder alone to `@path`, which keeps its type, and one inside text or with filters to `@template`.
 */
export function templateMeant(text: string): { readonly [directive: string]: string } {
  const bare = text.replace(/(\{\{\{? *)\$\./g, '$1')
  const [, inside = ''] = /^\{\{\{?([^{}|]+)\}\}\}?$/.exec(bare.trim()) ?? []
  const path = inside.trim()
  const isLiquid = /\{%|\{\{[^{}]*\|/.test(bare)
  if (isLiquid) return { '@liquid': bare }
  return path === '' || isForeign(path) ? { '@template': bare } : { '@path': `$.${path}` }
}

/** True if a placeholder contains more than a path, which `@template` reports itself. */
const isForeign = (path: string) => /[?()"'#]|&&/.test(path.replace(/\[(?:"[^"]*"|'[^']*')\]/g, ''))

/** Returns the path of the first placeholder of a string: its first key, and the keys after it. */
export function firstPlaceholder(text: string): readonly [root: string, rest: string] | undefined {
  const [, root, rest = ''] = /\{\{\{? *(?:\$\.)?(\w+)\b([^{}]*)\}\}/.exec(text) ?? []
  return root === undefined ? undefined : [root, rest]
}
