import { chargeCompilation, compileCost, type Path, parsePath } from '../value/index.ts'

/** Parses the path of a directive. The prefix `$.` for the input is optional. */
export function parseInputPath(text: string): Path {
  const path = parsePath(text.startsWith('$.') ? text.slice(2) : text)
  chargeCompilation(path.length * compileCost.parsedToken)
  return path
}
