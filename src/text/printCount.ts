/** Prints a whole number with its digits in groups: `1,234`. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** Prints a number of things: `1 event`, `1,234 events`. */
export function printCount(count: number, one: string, many: string): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`
}
