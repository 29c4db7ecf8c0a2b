import type { TextChange } from '../editor/index.ts'
import { toDiagnostic, toFile, toRange } from './convert.ts'
import type { Project } from './project.ts'
import { type CodeAction, type CodeActionContext, CodeActionKind, type Range } from './protocol.ts'
import type { TextDocument } from './textDocument.ts'

const fixAll = `${CodeActionKind.SourceFixAll}.callmap`

export const actionKinds: string[] = [CodeActionKind.QuickFix, fixAll]

/** Lists the fixes of the findings in a range, and the action that applies all safe fixes of the file. */
export function listActions(
  document: TextDocument,
  { editor, read }: Project,
  range: Range,
  { only = actionKinds }: CodeActionContext,
): CodeAction[] {
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)]
  const found = editor.diagnose(toFile(document))
  const actions = found
    .filter(({ from, to }) => from <= end && start <= to)
    .flatMap(finding =>
      finding.fixes.map(({ title, isSafe, edits }): CodeAction => {
        const diagnostics = [toDiagnostic(finding, document, read)]
        return { title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: isSafe, edit: toEdit(edits, document) }
      }),
    )
  const safe = found.flatMap(({ fixes }) => fixes.filter(({ isSafe }) => isSafe).flatMap(({ edits }) => edits))
  if (safe.length > 0) {
    actions.push({ title: 'Apply all safe fixes', kind: fixAll, edit: toEdit(withoutOverlaps(safe), document) })
  }
  return actions.filter(({ kind }) => only.some(wanted => `${kind}.`.startsWith(`${wanted}.`)))
}

function toEdit(edits: readonly TextChange[], document: TextDocument) {
  const changes = edits.map(({ insert, ...range }) => ({ range: toRange(document, range), newText: insert }))
  return { changes: { [document.uri]: changes } }
}

/** Sorts edits, and drops each that overlaps an earlier one, as `callmap check` does. */
function withoutOverlaps(edits: readonly TextChange[]): TextChange[] {
  const kept: TextChange[] = []
  for (const edit of edits.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (edit.from >= (kept.at(-1)?.to ?? 0)) kept.push(edit)
  }
  return kept
}
