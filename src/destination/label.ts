/** Words that are written in capital letters. */
const capitals: ReadonlySet<string> = new Set([
  ...['api', 'cpu', 'http', 'id', 'idfa', 'idfv', 'ip', 'os', 'sku', 'sms', 'url', 'utm', 'vin'],
])

/** Between words: separators, the end of a word before a capital letter, and the end of capital letters except in `IDs`. */
const wordEnd = /[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}(?!s(?!\p{Ll}))\p{Ll})/u

/**
 * Names a field, a setting or an action after its key, in sentence case.
 *
 * @example labelFor('product_ids') // 'Product IDs'
 */
export function labelFor(key: string): string {
  const words = key.split(wordEnd).filter(word => word !== '')
  const [first, ...others] = words.map(word => spell(word.toLowerCase()))
  if (first === undefined) return key
  const [initial = '', ...letters] = first
  return [initial.toUpperCase() + letters.join(''), ...others].join(' ')
}

function spell(word: string): string {
  const singular = word.replace(/s$/, '')
  if (capitals.has(word)) return word.toUpperCase()
  return capitals.has(singular) ? `${singular.toUpperCase()}s` : word
}
