import { own } from './json.ts'

/** Keys from the root to a value. Array indices are strings too. */
export type Path = readonly string[]

const plain = /^[A-Za-z_$][\w$-]*$/

/** Prints a path as people write it: `traits.address[0]["post.code"]`. */
export function printPath(path: Path): string {
  let text = ''
  for (const key of path) {
    if (/^\d+$/.test(key)) text += `[${key}]`
    else if (plain.test(key)) text += text === '' ? key : `.${key}`
    else text += `[${JSON.stringify(key)}]`
  }
  return text
}

/**
 * Parses a path of a saved mapping: `a.b`, `a[0].b`, `a['x.y']`. A key runs to the next dot or bracket, so it may contain
 * spaces, parentheses, dashes and `$`; a bracket with neither a number nor a quoted string in it is part of the key.
 * Empty keys are ignored: `a..b` is `a.b`, and `""` is the whole value.
 *
 * @example parsePath("integrations.Snap Conversions Api[0]['x.y']") // ['integrations', 'Snap Conversions Api', '0', 'x.y']
 */
export function parsePath(text: string): Path {
  const keys: string[] = []
  let key = ''
  const end = () => {
    if (key !== '') keys.push(key)
    key = ''
  }
  for (let i = 0; i < text.length; ) {
    bracketed.lastIndex = i
    const match = text[i] === '[' ? bracketed.exec(text) : null
    if (match) {
      end()
      key = match[1] ?? match[2] ?? match[3] ?? ''
      end()
      i = bracketed.lastIndex
    } else {
      if (text[i] === '.') end()
      else key += text[i]
      i++
    }
  }
  end()
  return keys
}

const bracketed = /\[(?:(\d+)|"([^"]*)"|'([^']*)')\]/y

/** Reads a path of own properties through objects and arrays. Any other value on the way gives `undefined`. */
export function readPath(root: unknown, path: Path): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Record<string, unknown>, key)
  }
  return value
}
