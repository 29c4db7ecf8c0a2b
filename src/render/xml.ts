/** An opening tag of XML. */
export function openTag(tag: string, attributes: Readonly<Record<string, string | number>>, margin = ''): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
  return `${margin}<${tag}${pairs.join('')}>`
}

/** XML has no way to write most control characters. */
export function xmlText(text: string): string {
  return text
    .replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/\p{Cc}/gu, character => (character === '\n' ? '&#10;' : ' '))
}
