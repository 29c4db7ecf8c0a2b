import type { Extra } from '../diagnostics/index.ts'
import { suggest } from '../text/index.ts'
import { isObject, type Json, type Pointer, pointer, readPath } from '../value/index.ts'
import { partKeys } from './partNames.ts'

/** The name of a part where it is used. */
export interface PartName {
  readonly target: string
  /** Written after the name: `!` means required. */
  readonly mark: '' | '!'
  readonly at: Pointer
}

/** Suggests a part of a definition for a name that no part has: the same path with its slash, or with a similar key. */
export function nearPart(definition: Json, { target, mark }: PartName): Extra {
  const keys = partKeys(target.replace(/^#\/?/, '#/'))
  const missing = keys.findIndex((_, i) => readPath(definition, keys.slice(0, i + 1)) === undefined)
  const parent = readPath(definition, keys.slice(0, Math.max(missing, 0)))
  const key = missing < 0 ? keys[0] : isObject(parent) ? suggest(keys[missing]!, Object.keys(parent)) : undefined
  if (key === undefined) return {}
  const meant = missing < 0 ? keys : keys.with(missing, key)
  if (readPath(definition, meant) === undefined) return {}
  const part = `#${pointer('', ...meant)}${mark}`
  return { meant: part, help: `did you mean \`${part}\`?` }
}
