import { own } from './json.ts'

/** Where a value is read: the keys from the root, in order. Array indices are strings too, as properties are. */
export type Path = readonly string[]

const plain = /^[A-Za-z_$][\w$-]*$/

/** A path as people write it: `traits.address[0]["post.code"]`. */
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
 * Reads a path as saved mappings hold them: `a.b`, `a[0].b`, `a['x.y']`. A key runs to the next dot or bracket, so it
 * may have spaces, parentheses, dashes and `$` in it; a bracket that holds neither a number nor a quoted text is part
 * of the key. Empty keys do not count: `a..b` is `a.b`, and `""` is the whole value.
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

/** Reads a path of own properties, through objects and arrays only; anything else on the way makes it `undefined`. */
export function readPath(root: unknown, path: Path): unknown {
  let value = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = own(value as Record<string, unknown>, key)
  }
  return value
}
