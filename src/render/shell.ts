/** Quotes a shell word on one line, if it needs quotes. */
export function shellWord(text: string): string {
  if (/^[\w./:-][\w./:#-]*$/.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would end the command
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = text.replace(/[\\']/g, '\\$&')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return `$'${escaped.replace(/[\u0000-\u001f\u007f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`
}

/**
 * Quotes a shell word and replaces references by environment variables: `"x-api-key: $KEY"`. If other parts of the word
 * have a meaning within double quotes, only the variables are put into them.
 */
export function shellTemplate(text: string, names: ReadonlyMap<string, string>): string {
  const pieces = text.split(/(<(?:redacted|token) [^>]*>)/)
  const isName = (piece: string) => isVariable.test(names.get(piece) ?? '')
  if (!pieces.some(isName)) return shellWord(text)
  // Within double quotes, `!` recalls earlier commands. Control characters need `$'…'`.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  const isPlain = pieces.every(piece => isName(piece) || !/["$`\\!\u0000-\u001f\u007f]/.test(piece))
  const variable = (piece: string, next = '') =>
    /^[\w:[]/.test(next) ? `\${${names.get(piece)}}` : `$${names.get(piece)}`
  if (isPlain) {
    return `"${pieces.map((piece, i) => (isName(piece) ? variable(piece, pieces[i + 1]) : piece)).join('')}"`
  }
  return pieces
    .filter(piece => piece !== '')
    .map(piece => (isName(piece) ? `"${variable(piece)}"` : shellWord(piece)))
    .join('')
}

const isVariable = /^[A-Za-z_]\w*$/

/** Prints the `callmap explain` command for a subscription and an event, ready to paste. */
export function explainLine(event: string, subscription: string, flags: readonly string[] = []): string {
  const words = [event, subscription].map(shellWord)
  const quoted = flags.map(shellWord)
  // After `--`, a word that starts with a dash is an argument.
  const line = words.some(word => /^-./.test(word)) ? [...quoted, '--', ...words] : [...words, ...quoted]
  return ['callmap explain', ...line].join(' ')
}
