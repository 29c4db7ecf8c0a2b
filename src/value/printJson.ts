import { describeKind } from './json.ts'

/** A value as JSON in a message, also where it cannot be written: nested deeper than the stack, or no JSON at all. */
export function printJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? describeKind(value)
  } catch (error) {
    if (typeof value === 'bigint') return String(value)
    return `${describeKind(value)} that ${error instanceof RangeError ? 'is nested too deep to be shown' : 'is not JSON'}`
  }
}
