import { readFileSync } from 'node:fs'
import { root } from '../node/index.ts'

export function version(): string {
  return JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).version
}
