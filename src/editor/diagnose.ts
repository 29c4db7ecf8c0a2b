import type { JsonDraft, TextEdit, TextFile } from '../document/index.ts'
import { printCount } from '../text/index.ts'
import { isObject } from '../value/index.ts'
import {
  type CheckOptions,
  checkFile,
  checkSuiteFile,
  type LocatedDiagnostic,
  recognizeFile,
  type Workspace,
  WorkspaceError,
} from '../workspace/index.ts'
import type { EditorDiagnostic, TextChange } from './answer.ts'

/**
 * Lists the findings of `callmap check` in a file, in order; in a test file, those of `callmap test` before it runs.
 * Findings in another file that this one names are one finding, at the name. Files of other kinds have none.
 */
export function diagnose(
  workspace: Workspace,
  document: TextFile,
  draft: JsonDraft,
  options: CheckOptions,
): EditorDiagnostic[] {
  const all = findAll(workspace, document, draft, options)
  const here = all.filter(({ place }) => place === undefined || place.file === document.file)
  const elsewhere = all.filter(({ place }) => place !== undefined && place.file !== document.file)
  const found = here.map(diagnostic => toEditor(diagnostic, draft))
  if (elsewhere.length > 0) found.push(summarize(elsewhere, draft))
  return found.toSorted((a, b) => a.from - b.from || a.to - b.to)
}

function findAll(
  workspace: Workspace,
  document: TextFile,
  draft: JsonDraft,
  options: CheckOptions,
): readonly LocatedDiagnostic[] {
  const value = draft.value()
  const kind = recognizeFile(document.file, value)
  // A file that is not begun has no mistakes.
  if (document.text.trim() === '' || (isObject(value) && Object.keys(value).length === 0)) return []
  if (value === undefined && kind !== 'definition') return []
  try {
    switch (kind) {
      case undefined:
        return []
      case 'tests':
        return checkSuiteFile(workspace, document)
      default:
        return checkFile(workspace, document.file, { ...options, text: document.text }).diagnostics
    }
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error
    return error.diagnostics
  }
}

function toEditor(diagnostic: LocatedDiagnostic, draft: JsonDraft): EditorDiagnostic {
  const { severity = 'error', code, message, help, note, place, related = [], fix } = diagnostic
  const { start: from, end: to } = place ?? locateName(draft)
  return {
    from,
    to,
    severity,
    ...(code !== undefined && { code }),
    message,
    ...(help !== undefined && { help }),
    ...(note !== undefined && { note }),
    related: related.map(({ message, place: { file, start, end } }) => ({ file, from: start, to: end, message })),
    fixes: fix
      ? [{ title: help ?? `correct: ${message}`, isSafe: fix.applicability === 'safe', edits: fix.edits.map(toChange) }]
      : [],
  }
}

function toChange({ start, end, text }: TextEdit): TextChange {
  return { from: start, to: end, insert: text }
}

/** Shows findings in another file where that file is named. */
function summarize(elsewhere: readonly LocatedDiagnostic[], draft: JsonDraft): EditorDiagnostic {
  const { start: from, end: to } = locateName(draft)
  const [{ place, message: first }] = elsewhere as [LocatedDiagnostic]
  const { file } = place!
  const errors = elsewhere.filter(({ severity }) => severity !== 'warning')
  const message = `\`${file}\` has ${printCount(elsewhere.length, 'finding', 'findings')}, the first: ${first}`
  const related = elsewhere.flatMap(({ place, message }) => {
    return place ? [{ file: place.file, from: place.start, to: place.end, message }] : []
  })
  return { from, to, severity: errors.length > 0 ? 'error' : 'warning', message, related, fixes: [] }
}

/** The place where a file names the definition or the mappings that it is for; without one, its start. */
function locateName(draft: JsonDraft) {
  const { node } = draft.find(['destination']) ?? draft.find(['mappings']) ?? {}
  return node ?? { start: 0, end: Math.min(1, draft.text.length) }
}
