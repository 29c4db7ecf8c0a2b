import { getSystemErrorMap } from 'node:util'
import { WorkspaceError } from '../workspace/index.ts'

/** Turns an error of the file system into a `WorkspaceError` with a readable reason. Returns other errors unchanged. */
export function fileError(file: string, error: unknown, done: 'read' | 'written' = 'read'): unknown {
  if (done === 'read' && isAbsent(error)) return usage(`there is no file \`${file}\``)
  if (!isSystemError(error)) return error
  if (error.code === 'EISDIR') return usage(`\`${file}\` is a folder, not a file`)
  const [, reason = error.code] = getSystemErrorMap().get(error.errno) ?? []
  return usage(`\`${file}\` cannot be ${done}: ${reason}`)
}

function usage(message: string): WorkspaceError {
  return new WorkspaceError('usage', { message })
}

/** Codes for files that do not exist. Paths with a zero byte or too long a name cannot exist. */
const absent = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']

export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && absent.includes(String(error.code))
}

function isSystemError(error: unknown): error is Error & { readonly code: string; readonly errno: number } {
  return error instanceof Error && 'syscall' in error && 'errno' in error
}
