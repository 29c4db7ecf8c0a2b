import { codes, DiagnosticBag } from '../diagnostics/index.ts'
import { suggest, suggestion } from '../text/index.ts'
import { pointer } from '../value/index.ts'
import { type LocatedDiagnostic, locateIn } from './locatedDiagnostic.ts'
import type { MappingsSource } from './mappingsFile.ts'
import { WorkspaceError } from './workspaceError.ts'

const levels = ['off', 'warning', 'error']

/** @throws WorkspaceError for an unknown code or level */
export function checkRule(code: string, level: unknown): void {
  const found = mistake(code, level)
  if (found) throw new WorkspaceError('usage', found)
}

/** Reports unknown codes and levels in the `rules` of a mappings file. */
export function checkRules({ mappings }: MappingsSource): LocatedDiagnostic[] {
  if (mappings === undefined) return []
  const problems = new DiagnosticBag()
  for (const [code, level] of Object.entries(mappings.rules)) {
    const found = mistake(code, level)
    if (found === undefined) continue
    const { message, help, isLevel } = found
    const at = pointer('/rules', code)
    if (isLevel) problems.add('CM101', at, message, { help })
    else problems.add('CM804', at, message, { help, marks: 'key', meant: suggest(code, Object.keys(codes)) })
  }
  return problems.list.map(problem => locateIn(mappings.source, problem))
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
