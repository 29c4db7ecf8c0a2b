import { lint } from '../analysis/index.ts'
import type { Rules } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { hideStrings } from '../document/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { isObject } from '../value/index.ts'
import { locateDiagnostic } from './locate.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { type MappingsSource, type ParsedUse, parseUse } from './mappingsFile.ts'
import { rulesProblems } from './ruleLevels.ts'
import { exit, Stop } from './workspaceError.ts'

/** What was checked, and what was found. */
export interface Checked {
  readonly file: string
  readonly problems: readonly LocatedDiagnostic[]
  /** Absent where the file could not be read as one. */
  readonly use?: MappingsSource
}

export interface CheckOptions {
  /** Where a file does not say otherwise. */
  readonly defaultRules?: Rules | undefined
  /** Before what files say. */
  readonly rules: Rules
  readonly events: readonly SourceEvent[]
  /** What is checked instead of what is in the file. */
  readonly text?: string
}

/** Checks one file: a mappings file with the definition that it is for, or a definition. */
export function checkFile(file: string, { defaultRules, rules, events, text }: CheckOptions): Checked {
  let parsed: ParsedUse
  try {
    parsed = parseUse(file, text)
  } catch (error) {
    if (error instanceof Stop && error.exit === exit.definition) return { file, problems: error.problems }
    throw error
  }
  const { use, problems } = parsed
  if (use === undefined) return { file, problems }
  const { definition, mappings } = use
  const found = lint(definition.value, {
    rules: { ...defaultRules, ...rulesOf(definition.value), ...rulesOf(mappings), ...rules },
    events,
    // What has another shape is left to `lint`, which says so.
    ...(mappings && { settings: (mappings.settings ?? {}) as never }),
    ...(mappings?.subscriptions !== undefined && { subscriptions: mappings.subscriptions as never }),
  })
  const shown = withoutSecrets(use, found)
  return {
    file,
    use,
    problems: [...problems, ...rulesProblems(use), ...found.map(diagnostic => locateDiagnostic(diagnostic, shown))],
  }
}

function rulesOf(part: unknown): Rules | undefined {
  return isObject(part) && isObject(part.rules) ? (part.rules as Rules) : undefined
}

/** Of what is found to be a secret, no line shows a letter. */
function withoutSecrets(use: MappingsSource, found: readonly Diagnostic[]): MappingsSource {
  const { definition } = use
  const secrets = found.filter(({ code }) => code === 'CM704')
  return {
    ...use,
    definition: { ...definition, text: secrets.reduce((text, { at }) => hideStrings(text, at), definition.text) },
  }
}
