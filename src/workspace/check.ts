import { lint } from '../analysis/index.ts'
import type { Rules } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import { hideStrings } from '../document/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { isObject } from '../value/index.ts'
import { locateDiagnostic } from './locate.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { type MappingsSource, type ParsedMappingsSource, parseMappingsSource } from './mappingsFile.ts'
import { checkRules } from './ruleLevels.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** What was checked, and what was found. */
export interface Checked {
  readonly file: string
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** Absent where the file could not be read as one. */
  readonly source?: MappingsSource
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
export function checkFile(
  workspace: Workspace,
  file: string,
  { defaultRules, rules, events, text }: CheckOptions,
): Checked {
  let parsed: ParsedMappingsSource
  try {
    parsed = parseMappingsSource(workspace, { file, text: text ?? workspace.files.read(file) })
  } catch (error) {
    if (error instanceof WorkspaceError && error.kind === 'definition') {
      return { file, diagnostics: error.diagnostics }
    }
    throw error
  }
  const { source, diagnostics } = parsed
  if (source === undefined) return { file, diagnostics }
  const { definition, mappings } = source
  const found = lint(definition.value, {
    rules: { ...defaultRules, ...rulesOf(definition.value), ...rulesOf(mappings), ...rules },
    events,
    // What has another shape is left to `lint`, which says so.
    ...(mappings && { settings: (mappings.settings ?? {}) as never }),
    ...(mappings?.subscriptions !== undefined && { subscriptions: mappings.subscriptions as never }),
  })
  const shown = withoutSecrets(source, found)
  return {
    file,
    source,
    diagnostics: [
      ...diagnostics,
      ...checkRules(source),
      ...found.map(diagnostic => locateDiagnostic(diagnostic, shown)),
    ],
  }
}

function rulesOf(part: unknown): Rules | undefined {
  return isObject(part) && isObject(part.rules) ? (part.rules as Rules) : undefined
}

/** Of what is found to be a secret, no line shows a letter. */
function withoutSecrets(source: MappingsSource, found: readonly Diagnostic[]): MappingsSource {
  const { definition } = source
  const secrets = found.filter(({ code }) => code === 'CM704')
  return {
    ...source,
    definition: { ...definition, text: secrets.reduce((text, { at }) => hideStrings(text, at), definition.text) },
  }
}
