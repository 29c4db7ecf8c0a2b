/** Numbers in English words: `one thousand, two hundred and thirty-four`. */

const upToNineteen = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'],
  ...['eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
]
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const scales = [
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
  ['thousand', 1e3],
] as const

/** Prints a finite integer that is not negative. */
export function toWords(value: number): string {
  if (value < 20) return upToNineteen[value]!
  if (value < 100) {
    const ones = value % 10
    return tens[Math.floor(value / 10) - 2] + (ones > 0 ? `-${upToNineteen[ones]}` : '')
  }
  const [scale, size] = scales.find(([, least]) => value >= least) ?? (['hundred', 100] as const)
  const count = Math.floor(value / size)
  const rest = value - count * size
  const head = `${toWords(count)} ${scale}`
  return rest > 0 ? `${head}${rest < 100 ? ' and ' : ', '}${toWords(rest)}` : head
}

const irregular: Readonly<Record<string, string>> = {
  ...{ one: 'first', two: 'second', three: 'third', five: 'fifth', eight: 'eighth', nine: 'ninth', twelve: 'twelfth' },
}

/** Changes the last word of a number: `twenty-one` to `twenty-first`. */
export function toOrdinal(words: string): string {
  return words.replace(
    /[a-z]+$/,
    last => irregular[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`),
  )
}

const cardinals: readonly (readonly [string, number])[] = [
  ...upToNineteen.map((word, value) => [word, value] as const),
  ...tens.map((word, index) => [word, (index + 2) * 10] as const),
  ['hundred', 100],
  ...scales,
]
/** Values of all words for numbers, cardinal and ordinal. */
const values: ReadonlyMap<string, number> = new Map(
  cardinals.flatMap(([word, value]) => [[word, value] as const, [toOrdinal(word), value] as const]),
)

/** Reads a number in lower case words; NaN if a word is not known. */
export function fromWords(words: string): number {
  let total = 0
  let part = 0
  for (const word of words.split(/,\s|\sand\s|[\s\\-]/)) {
    const value = values.get(word) ?? Number.NaN
    if (value < 100) {
      if (part >= 1000) {
        total += part
        part = 0
      }
      part += value
    } else part *= value
  }
  return total + part
}

/** Pieces that a number in words is made of. */
export function wordPieces(): string[] {
  return [...values.keys(), 'and', '-', ',', ' ']
}
