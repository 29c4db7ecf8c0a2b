import { describeKind } from './json.ts'

/** Prints a value as JSON for a message, or describes one that cannot be printed: too deep, or not JSON. */
export function printJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? describeKind(value)
  } catch (error) {
    if (typeof value === 'bigint') return String(value)
    return `${describeKind(value)} that ${error instanceof RangeError ? 'is nested too deep to be shown' : 'is not JSON'}`
  }
}
