import type { Rules } from '../destination/index.ts'
import { isObject } from '../value/index.ts'
import { readJson } from './readJson.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** Reads the levels of codes in a config file; none if there is no such file, or it cannot be read. */
export function readRules({ files }: Workspace, file: string): Rules {
  try {
    const { value } = files.stat(file) ? readJson(files, file) : { value: {} }
    return isObject(value) && isObject(value.rules) ? (value.rules as Rules) : {}
  } catch (error) {
    if (error instanceof WorkspaceError) return {}
    throw error
  }
}
