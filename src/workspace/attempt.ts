import { WorkspaceError } from './workspaceError.ts'

/** Reads something; `undefined` if it cannot be read, or is not JSON. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof WorkspaceError || error instanceof SyntaxError) return undefined
    throw error
  }
}
