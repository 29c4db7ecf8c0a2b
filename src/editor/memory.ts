import { prepareLint } from '../analysis/index.ts'
import type { JsonDocument } from '../document/index.ts'
import type { Json } from '../value/index.ts'
import { type DefinitionMemory, parseJson } from '../workspace/index.ts'
import { recent } from './recent.ts'

/** Definitions that are remembered, and texts of each: the last ones, between which an undo switches. */
const [mostDefinitions, mostTexts] = [10, 2]

/** Remembers the most recent definitions, parsed and checked. */
export function rememberDefinitions(): DefinitionMemory {
  const documents = recent(mostDefinitions, (file: string) =>
    recent(mostTexts, (text: string): JsonDocument => parseJson({ file, text })),
  )
  const linted = recent(mostDefinitions * mostTexts, (definition: Json) => prepareLint(definition))
  return {
    parse: ({ file, text }) => documents(file)(text),
    lint: (definition, options) => linted(definition)(options),
  }
}
