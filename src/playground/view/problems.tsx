import { fileNames } from '../project.ts'
import type { Problem } from '../run/protocol.ts'
import type { Store } from '../store.ts'
import { Prose } from './prose.tsx'
import { useStore } from './useStore.ts'
import { Icon } from './verdict.tsx'

/** The findings of all files, with their fixes. */
export function ProblemsPanel() {
  const store = useStore()
  const { report } = store.state
  const problems = report?.problems ?? []
  const safe = problems.filter(({ fixes }) => fixes.some(({ isSafe }) => isSafe))
  return (
    <section class="problems" aria-label="Problems">
      <div class="pane-head">
        <h2>
          Problems <span class="count">{countProblems(problems)}</span>
        </h2>
        <span class="grow" />
        {safe.length > 1 && (
          <button type="button" class="btn small" onClick={() => fixAll(store, safe)}>
            Fix all {safe.length} safely
          </button>
        )}
        <button type="button" class="btn small quiet" onClick={() => store.set({ areProblemsOpen: false })}>
          Close
        </button>
      </div>
      {problems.length === 0 ? (
        <p class="missing">No problems</p>
      ) : (
        <ul>
          {problems.map((problem, i) => (
            <ProblemRow key={i} problem={problem} />
          ))}
        </ul>
      )}
    </section>
  )
}

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const store = useStore()
  const { file, severity, code, message, help, line, column, from, fixes } = problem
  const isOther = file !== 'mapping'
  return (
    <li>
      <Icon shape={severity === 'error' ? 'failed' : 'warning'} />
      <span>{severity}</span>
      <button type="button" class="place" onClick={() => store.jump({ file, from, focus: true })}>
        {isOther && `${file} `}
        {line}:{column}
      </button>
      <code>{code}</code>
      <span class="message">
        <Prose text={message} />{' '}
        {help !== undefined && (
          <span class="muted">
            <Prose text={help} />
          </span>
        )}
      </span>
      {fixes.map(fix => (
        <button type="button" class="btn small" key={fix.title} onClick={() => applyFixes(store, file, [fix.edits])}>
          {fix.title}
        </button>
      ))}
    </li>
  )
}

export function countProblems(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const parts = [
    ...(errors > 0 ? [errors === 1 ? '1 error' : `${errors} errors`] : []),
    ...(warnings > 0 ? [warnings === 1 ? '1 warning' : `${warnings} warnings`] : []),
  ]
  return parts.join(', ')
}

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
  const text = store.state.project[file] ?? ''
  let [made, reached] = ['', 0]
  for (const { from, to, insert } of fixes.flat().toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < reached) continue
    made += text.slice(reached, from) + insert
    reached = to
  }
  store.edit({ [file]: made + text.slice(reached) })
}
