/** The message of what was thrown; `undefined` if it is no error, or cannot be read: even to look at it may throw. */
export function messageOf(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error ? thrown.message : undefined
  } catch {
    return undefined
  }
}
