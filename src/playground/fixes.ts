import { applyEdits } from '../document/index.ts'
import { fileNames } from './project.ts'
import type { Problem } from './run/protocol.ts'
import type { Store } from './store.ts'

/** Applies the first safe fix of each problem. */
export function fixAll(store: Store, problems: readonly Problem[]): void {
  for (const file of Object.keys(fileNames(store.state.project)) as Problem['file'][]) {
    const edits = problems
      .filter(problem => problem.file === file)
      .flatMap(({ fixes }) => fixes.filter(({ isSafe }) => isSafe).slice(0, 1))
      .map(fix => fix.edits)
    if (edits.length > 0) applyFixes(store, file, edits)
  }
}

/** Changes a file. An edit that overlaps an earlier one is dropped. */
export function applyFixes(
  store: Store,
  file: Problem['file'],
  fixes: readonly Problem['fixes'][number]['edits'][],
): void {
  if (file === 'events') return
  const edits = fixes.flat().map(({ from, to, insert }) => ({ start: from, end: to, text: insert }))
  store.edit({ [file]: applyEdits(store.state.project[file] ?? '', edits) })
}
