/** Schemes of addresses that are files; a drive such as `c:` is not a scheme. */
const file = /^file:\/\//i
const scheme = /^[a-z][a-z\d+.-]+:/i

/**
 * Converts the address of a file to its path, with slashes: `file:///c%3A/shop/a.json` to `c:/shop/a.json`. Other
 * addresses, such as that of a file without a name yet, are their own paths.
 */
export function toPath(uri: string): string {
  if (!file.test(uri)) return uri
  const path = decode(uri.replace(file, ''))
  if (!path.startsWith('/')) return `//${path}`
  return /^\/[a-z]:/i.test(path) ? lowerDrive(path.slice(1)) : path
}

/** Converts a path to the address of its file, as most editors write it. */
export function toUri(path: string): string {
  if (scheme.test(path)) return path
  const slashes = toSlashes(path)
  const whole = slashes.startsWith('//') ? slashes.slice(2) : slashes.startsWith('/') ? slashes : `/${slashes}`
  return `file://${whole.split('/').map(encodeURIComponent).join('/')}`
}

/** Writes a path of Windows with slashes, which Windows also reads. */
export function toSlashes(path: string): string {
  return /^([a-z]:|\\\\)/i.test(path) ? lowerDrive(path.replaceAll('\\', '/')) : path
}

/** Writes the letter of a drive in one way, as editors do not. */
function lowerDrive(path: string): string {
  return path.replace(/^[A-Z]:/, drive => drive.toLowerCase())
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
