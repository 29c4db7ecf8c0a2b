/** A separator of a picture, and how many digits are to its right. */
export interface Separator {
  readonly at: number
  readonly sign: string
}

/** The distance that separators repeat at, or 0. Positions are in ascending order. */
export function groupingInterval(positions: readonly number[]): number {
  const known = new Set(positions)
  const [interval = 0] = positions
  return positions.every((_, index) => known.has((index + 1) * interval)) ? interval : 0
}

/** Inserts separators, given from the right to the left. None comes before the first digit. */
export function group(digits: string, separators: readonly Separator[]): string {
  let right = ''
  let end = digits.length
  for (const { at, sign } of separators) {
    if (at >= digits.length) break
    right = sign + digits.slice(digits.length - at, end) + right
    end = digits.length - at
  }
  return digits.slice(0, end) + right
}

/** Inserts a separator between every `interval` digits. */
export function groupEvery(digits: string, interval: number, sign: string): string {
  const positions = Array.from({ length: Math.floor((digits.length - 1) / interval) }, (_, index) => index + 1)
  return group(
    digits,
    positions.map(index => ({ at: index * interval, sign })),
  )
}
