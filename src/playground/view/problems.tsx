import { applyFixes, fixAll } from '../fixes.ts'
import type { Problem } from '../run/protocol.ts'
import { Prose } from './prose.tsx'
import { useSelected, useStore } from './useStore.ts'
import { Icon } from './verdict.tsx'

/** The findings of all files, with their fixes. */
export function ProblemsPanel() {
  const store = useStore()
  const problems = useSelected(state => state.problems)
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
