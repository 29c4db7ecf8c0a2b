import type { Mismatch } from '../../suite/index.ts'
import type { TestResult } from '../../workspace/index.ts'

/** Prints the mismatches of a test without colours, one line per mismatch or difference. */
export function failureLines({ mismatches }: TestResult): string[] {
  return mismatches.flatMap(({ message, differences = [] }: Mismatch) => [
    message,
    ...differences.map(({ at, expected, received }) => {
      return `${at === '' ? '/' : at}: expected ${valueText(expected)}, received ${valueText(received)}`
    }),
  ])
}

export function valueText(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value)
}
