import { memoryTokens, type TokenStore } from '../delivery/index.ts'
import type { Tokens } from '../engine/index.ts'
import { readJson } from '../workspace/index.ts'
import type { NodeFileSystem } from './fileSystem.ts'

/** Keeps the tokens of an account in a JSON file, which new ones are written to before they are used. */
export function openTokenFile(files: NodeFileSystem, path: string): TokenStore {
  const stored = readJson(files, path).value as Tokens
  return memoryTokens(stored, async tokens => files.write(path, `${JSON.stringify(tokens, null, 2)}\n`))
}
