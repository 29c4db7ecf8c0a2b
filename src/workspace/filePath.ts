/** Resolves a path relative to the folder of the file that contains it. */
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

/** True for a path, false for the slug of a bundled destination. */
export function isPath(name: string): boolean {
  return /[\\/]|\.json$/.test(name)
}
