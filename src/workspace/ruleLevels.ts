import { codes } from '../diagnostics/index.ts'
import { textEdits } from '../document/index.ts'
import { suggest, suggestion } from '../text/index.ts'
import { pointer } from '../value/index.ts'
import type { LocatedDiagnostic } from './locatedDiagnostic.ts'
import { diagnosticAt, type MappingsSource } from './mappingsFile.ts'
import { WorkspaceError } from './workspaceError.ts'

const levels = ['off', 'warning', 'error']

/** @throws WorkspaceError for an unknown code or level */
export function checkRule(code: string, level: unknown): void {
  const found = mistake(code, level)
  if (found) throw new WorkspaceError('usage', found)
}

/** Reports unknown codes and levels in the `rules` of a mappings file. */
export function checkRules({ mappings }: MappingsSource): LocatedDiagnostic[] {
  return Object.entries(mappings?.rules ?? {}).flatMap(([code, level]) => {
    const found = mistake(code, level)
    if (found === undefined) return []
    const { source } = mappings!
    const at = pointer('/rules', code)
    if (found.isLevel) return [diagnosticAt(source, 'CM101', at, found)]
    const diagnostic = diagnosticAt(source, 'CM804', at, { ...found, marks: 'key' })
    const meant = suggest(code, Object.keys(codes))
    const edits = meant === undefined ? [] : textEdits(source.text, { at, key: meant })
    return [{ ...diagnostic, fix: { applicability: 'unsafe', edits } }]
  })
}

function mistake(code: string, level: unknown) {
  if (!Object.hasOwn(codes, code)) {
    const help = suggestion(code, Object.keys(codes)) ?? '`callmap help CM801` is about one code'
    return { isLevel: false, message: `callmap has no code \`${code}\``, help }
  }
  if (levels.includes(level as string)) return undefined
  const help = suggestion(String(level), levels)
  return { isLevel: true, message: `${JSON.stringify(level)} is not a level of a code`, ...(help && { help }) }
}
