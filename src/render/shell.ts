/** A word of a shell, on one line, quoted where it has to be. */
export function shellWord(text: string): string {
  if (/^[\w./:-][\w./:#-]*$/.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would end the command
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = text.replace(/[\\']/g, '\\$&')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return `$'${escaped.replace(/[\u0000-\u001f\u007f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`
}

/**
 * A word of a shell in which references stand for variables of the environment: `"x-api-key: $KEY"`. Where other text of
 * the word would mean something between double quotes, only the variable is.
 */
export function shellTemplate(text: string, names: ReadonlyMap<string, string>): string {
  const pieces = text.split(/(<redacted [^>]*>)/)
  const isName = (piece: string) => isVariable.test(names.get(piece) ?? '')
  if (!pieces.some(isName)) return shellWord(text)
  // A `!` recalls earlier commands between double quotes, and a control character needs quotes of its own.
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

/** The command that answers why a subscription makes what it makes of an event, to be pasted. */
export function explainLine(event: string, subscription: string, flags: readonly string[] = []): string {
  const words = [event, subscription].map(shellWord)
  const quoted = flags.map(shellWord)
  // What starts as a flag does is none after `--`.
  const line = words.some(word => /^-./.test(word)) ? [...quoted, '--', ...words] : [...words, ...quoted]
  return ['callmap explain', ...line].join(' ')
}
