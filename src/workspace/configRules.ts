import type { Rules } from '../destination/index.ts'
import { isObject } from '../value/index.ts'
import { attempt } from './attempt.ts'
import { readJson } from './readJson.ts'
import type { Workspace } from './workspace.ts'

/** Reads the levels of codes in a config file; none if there is no such file, or it cannot be read. */
export function readRules({ files }: Workspace, file: string): Rules {
  const value = attempt(() => readJson(files, file).value)
  return isObject(value) && isObject(value.rules) ? (value.rules as Rules) : {}
}
