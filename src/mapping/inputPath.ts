import { type Path, parsePath } from '../value/index.ts'

/** The path of a directive: `$.` stands for the input, and need not be written. */
export function parseInputPath(text: string): Path {
  return parsePath(text.startsWith('$.') ? text.slice(2) : text)
}
