/** True for a value that a field keeps. Engines put it into its callers, and take longer for `!= null`. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}
