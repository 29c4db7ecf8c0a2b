/** A word of a shell, on one line, quoted where it has to be. */
export function shellWord(text: string): string {
  if (/^[\w./:-][\w./:#-]*$/.test(text)) return text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a line break would end the command
  if (!/[\u0000-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`
  const escaped = text.replace(/[\\']/g, '\\$&')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  return `$'${escaped.replace(/[\u0000-\u001f\u007f]/g, c => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`)}'`
}

/** The command that answers why a subscription makes what it makes of an event, to be pasted. */
export function explainLine(event: string, subscription: string, flags: readonly string[] = []): string {
  const words = [event, subscription].map(shellWord)
  const quoted = flags.map(shellWord)
  // What starts as a flag does is none after `--`.
  const line = words.some(word => /^-./.test(word)) ? [...quoted, '--', ...words] : [...words, ...quoted]
  return ['callmap explain', ...line].join(' ')
}
