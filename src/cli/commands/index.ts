import type { Command } from '../command.ts'
import { check } from './check.ts'
import { completionOf } from './completion.ts'
import { destinations } from './destinations.ts'
import { diff } from './diff.ts'
import { explain } from './explain.ts'
import { help } from './help.ts'
import { importSaved } from './import.ts'
import { init } from './init.ts'
import { lineage } from './lineage.ts'
import { map } from './map.ts'
import { preview } from './preview.ts'
import { test } from './test.ts'
import { types } from './types.ts'

/** Every command, in the order in which the help lists them. */
export const commands: readonly Command[] = [
  init,
  check,
  types,
  preview,
  explain,
  test,
  diff,
  lineage,
  map,
  destinations,
  importSaved,
  completionOf(() => commands),
  help,
]
