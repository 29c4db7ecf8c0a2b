import { parseEnv } from 'node:util'
import { readJson, readText } from './files.ts'
import type { Vault } from './settings.ts'

/** The secrets that `--secrets` names: the environment, or a file of `NAME=value` lines or of JSON. */
export function openVault(from: string): Vault {
  if (from === 'env') return name => process.env[name]
  const values = from.endsWith('.json') ? readJson(from).value : parseEnv(readText(from))
  const byName = new Map(Object.entries(values ?? {}))
  return name => {
    const value = byName.get(name)
    return typeof value === 'string' ? value : undefined
  }
}
