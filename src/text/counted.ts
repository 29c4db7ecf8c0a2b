const digits = new Intl.NumberFormat('en')

/** A number with its digits in groups: `1,234`. */
export function grouped(count: number): string {
  return digits.format(count)
}

/** A number of things: `1 event`, `1,234 events`. */
export function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`
}
