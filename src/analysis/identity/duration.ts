const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Parses `90s`, `5m`, `2h` or `30d` to seconds. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  return count === undefined ? undefined : Number(count) * units[unit!]!
}

/** Prints `5m` as `5 minutes`. */
export function describeDuration(text: string): string {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? ['', text, '']
  const name = { s: 'second', m: 'minute', h: 'hour', d: 'day' }[unit!] ?? ''
  return `${count} ${name}${count === '1' ? '' : 's'}`
}
