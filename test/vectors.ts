import { existsSync, readFileSync } from 'node:fs'

/** Recorded inputs and outputs of published implementations, which lie beside a checkout in some places. */
const folder = new URL('../../shared/vectors/', import.meta.url)

export const hasVectors = existsSync(folder)

/** Reads one of the files; `otherwise` where there are none, so that a plain clone still collects its tests. */
export function readVectors<T>(name: string, otherwise: T): T {
  return hasVectors ? JSON.parse(readFileSync(new URL(name, folder), 'utf8')) : otherwise
}
