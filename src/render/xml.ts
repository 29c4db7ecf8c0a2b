/** Prints an opening XML tag. */
export function openTag(tag: string, attributes: Readonly<Record<string, string | number>>, margin = ''): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
  return `${margin}<${tag}${pairs.join('')}>`
}

/** Escapes a string. Control characters and others that XML 1.0 cannot contain become spaces. */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, character => (character === '\n' ? '&#10;' : ' '))
}
