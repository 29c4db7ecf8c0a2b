import { concise } from './concise.ts'
import type { Format } from './format.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { pretty } from './pretty.ts'
import { sarif } from './sarif.ts'

export type { Format }

/** Formats by name. The first is the default. */
export const formats: ReadonlyMap<string, Format> = new Map(
  [pretty, concise, json, github, sarif, junit].map(format => [format.name, format]),
)
