import type { Command } from '../command.ts'
import { build } from './build.ts'
import { check } from './check.ts'
import { completion } from './completion.ts'
import { deliver } from './deliver.ts'
import { destinations } from './destinations.ts'
import { diff } from './diff.ts'
import { explain } from './explain.ts'
import { help } from './help.ts'
import { importSaved } from './import.ts'
import { init } from './init.ts'
import { journey } from './journey.ts'
import { languageServer } from './languageServer.ts'
import { lineage } from './lineage.ts'
import { map } from './map.ts'
import { outcomes } from './outcomes.ts'
import { playground } from './playground.ts'
import { preview } from './preview.ts'
import { test } from './test.ts'
import { types } from './types.ts'

/** Commands, in the order of `--help`. */
export const commands: readonly Command[] = [
  init,
  check,
  types,
  preview,
  explain,
  test,
  diff,
  lineage,
  journey,
  playground,
  map,
  outcomes,
  deliver,
  build,
  destinations,
  importSaved,
  languageServer,
  completion,
  help,
]
