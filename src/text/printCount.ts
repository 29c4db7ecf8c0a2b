const digits = new Intl.NumberFormat('en')

/** Prints a number with its digits in groups: `1,234`. */
export function groupDigits(count: number): string {
  return digits.format(count)
}

/** Prints a number of things: `1 event`, `1,234 events`. */
export function printCount(count: number, one: string, many: string): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`
}
