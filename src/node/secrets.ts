import { parseEnv } from 'node:util'
import type { Vault } from '../authoring/index.ts'
import { readJson, readText } from '../workspace/index.ts'

/** The secrets that `--secrets` names: the environment, or a file of `NAME=value` lines or of JSON. */
export function openVault(from: string): Vault {
  if (from === 'env') return textsOf(process.env)
  return textsOf(from.endsWith('.json') ? readJson(from).value : parseEnv(readText(from)))
}

function textsOf(values: unknown): Vault {
  return new Map(Object.entries(values ?? {}).filter(([, value]) => typeof value === 'string'))
}
