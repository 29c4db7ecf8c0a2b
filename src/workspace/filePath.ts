/** Resolves a path that is written in a file, from the folder of that file. */
export function resolveBeside(file: string, path: string): string {
  if (/^([\\/]|[a-z]:)/i.test(path)) return path
  const folder = file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
  const parts: string[] = []
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** A definition is named by its path, or by the slug of a bundled destination. */
export function isPath(name: string): boolean {
  return /[\\/]|\.json$/.test(name)
}
