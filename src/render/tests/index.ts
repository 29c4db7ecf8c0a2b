import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { pretty } from './pretty.ts'
import type { Reporter } from './reporter.ts'
import { tap } from './tap.ts'

/** Reporters by the name that `--reporter` takes. */
export const reporters: ReadonlyMap<string, Reporter> = new Map([
  ['pretty', pretty],
  ['json', json],
  ['junit', junit],
  ['github', github],
  ['tap', tap],
])

export type { Reporter } from './reporter.ts'
