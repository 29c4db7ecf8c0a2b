import { lint } from '../analysis/index.ts'
import type { Rules } from '../destination/index.ts'
import type { Diagnostic } from '../diagnostics/index.ts'
import type { SourceEvent } from '../event/index.ts'
import { isObject } from '../value/index.ts'
import { locateDiagnostic } from './locate.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { type MappingsSource, type ParsedMappingsSource, parseMappingsSource } from './mappingsFile.ts'
import { reportRepeatedKeys } from './repeatedKeys.ts'
import { checkRules } from './ruleLevels.ts'
import type { Workspace } from './workspace.ts'
import { WorkspaceError } from './workspaceError.ts'

/** Diagnostics of one checked file. */
export interface Checked {
  readonly file: string
  readonly diagnostics: readonly LocatedDiagnostic[]
  /** Absent if the file has neither mappings nor a definition. */
  readonly source?: MappingsSource
}

export interface CheckOptions {
  /** Rules for codes that the file has no level for. */
  readonly defaultRules?: Rules | undefined
  /** Rules that override those of the file. */
  readonly rules: Rules
  readonly events: readonly SourceEvent[]
  /** Checks this text instead of the text on disk. */
  readonly text?: string
}

/** Checks one file: a mappings file together with its definition, or a definition alone. */
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
  const found = (workspace.memory?.lint ?? lint)(definition.value, {
    rules: { ...defaultRules, ...readRules(definition.value), ...readRules(mappings), ...rules },
    events,
    // `lint` reports settings and subscriptions of the wrong shape.
    ...(mappings && { settings: (mappings.settings ?? {}) as never }),
    ...(mappings?.subscriptions !== undefined && { subscriptions: mappings.subscriptions as never }),
  })
  const shown = withoutSecrets(source, found)
  return {
    file,
    source,
    diagnostics: [
      ...reportRepeatedKeys(mappings?.source ?? definition),
      ...diagnostics,
      ...checkRules(source),
      ...found.map(diagnostic => locateDiagnostic(diagnostic, shown)),
    ],
  }
}

function readRules(part: unknown): Rules | undefined {
  return isObject(part) && isObject(part.rules) ? (part.rules as Rules) : undefined
}

/** Masks strings that CM704 reports as secrets, so that no code frame shows them. */
function withoutSecrets(source: MappingsSource, found: readonly Diagnostic[]): MappingsSource {
  const { definition } = source
  const secrets = found.filter(({ code }) => code === 'CM704').map(({ at }) => at)
  return { ...source, definition: definition.hideStrings(secrets) }
}
