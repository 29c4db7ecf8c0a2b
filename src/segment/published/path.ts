/** Side information of one computation. */
export interface Recording {
  readonly event: unknown
  /** Undocumented behaviour that occurred. */
  readonly notes: Set<string>
  /** Paths of the event that were read. */
  readonly reads: (readonly string[])[]
}

/** Separators of path keys: a dot, or a bracket beside a quote or a digit. */
const separators = /\.|\[(?=["'\d])|(?<=["'\d])\]+/

/** Reads the path of a directive. The first `$.` is ignored wherever it is. */
export function readFromInput(input: unknown, path: string, run: Recording): unknown {
  if (path.indexOf('$.') > 0) run.notes.add('`$.` is also removed from the middle of a path')
  return readPublished(input, path.replace('$.', ''), run)
}

/** Reads a path as the published evaluator does. */
function readPublished(input: unknown, path: string, run: Recording): unknown {
  if (path === '' || path === '.') return input
  const parts = path.split(separators).filter(part => part !== '')
  const keys = parts.map(part => part.replace(/["']/g, ''))
  if (input === run.event) run.reads.push(keys)
  if (isOddlyQuoted(path)) run.notes.add('quotes are removed from a path, and a dot inside them separates keys')
  return keys.reduce((value, key) => step(value, key, run), input)
}

/** A falsy value ends the path and is its result. Any other value is asked for the key. */
function step(value: unknown, key: string, { notes }: Recording): unknown {
  if (!value) {
    if (value !== undefined) notes.add('a path ends at `null`, `false`, `0` or `""` and returns it')
    return value
  }
  const found = (value as Readonly<Record<string, unknown>>)[key]
  if (found === undefined || (typeof value === 'object' && Object.hasOwn(value, key))) return found
  const isPart = typeof value === 'string' && Object.hasOwn(Object(value), key)
  notes.add(isPart ? 'a path finds the length and the letters of a string' : 'a path finds inherited members')
  return found
}

/** Renders a template: `{{{ }}}` first, then every `{{ }}` in the result. */
export function renderPublished(template: string, input: unknown, run: Recording): string {
  const show = (path: string): string => String(readPublished(input ?? {}, path.trim(), run) ?? '')
  return template
    .replace(/\{\{\{([^}]+)\}\}\}/g, (_, path: string) => {
      const shown = show(path)
      if (shown.includes('{{')) run.notes.add('placeholders in the value of a `{{{ }}}` are also replaced')
      return shown
    })
    .replace(/\{\{([^}]+)\}\}/g, (_, path: string) => show(path))
}

/** True if quotes surround a dot, or anything but a whole key in brackets. */
function isOddlyQuoted(path: string): boolean {
  return /["']/.test(path.replace(/\[(?:"[^".]*"|'[^'.]*')\]/g, ''))
}
