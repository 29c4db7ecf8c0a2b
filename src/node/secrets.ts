import { parseEnv } from 'node:util'
import type { Vault } from '../authoring/index.ts'
import { type FileSystem, readJson } from '../workspace/index.ts'

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads secrets from the environment (`env`), or from a file of `NAME=value` lines or JSON. */
export function openVault(from: string, env: Environment, files: FileSystem): Vault {
  if (from === 'env') return collectStrings(env)
  return collectStrings(from.endsWith('.json') ? readJson(files, from).value : parseEnv(files.read(from)))
}

function collectStrings(values: unknown): Vault {
  return new Map(Object.entries(values ?? {}).filter(([, value]) => typeof value === 'string'))
}
