import pc from 'picocolors'

/** Functions that colour a string, or return it unchanged. */
export type Style = ReturnType<typeof pc.createColors>

export function createStyle(isColoured: boolean): Style {
  return pc.createColors(isColoured)
}

/** Makes a string of unknown origin safe for a terminal: control characters become `\\u001b` and the like. */
export function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
