import { useEffect, useState } from 'preact/hooks'
import type { EventVerdict } from '../run/protocol.ts'
import { countProblems } from './problems.tsx'
import { useSelected, useStore } from './useStore.ts'
import { Icon } from './verdict.tsx'

const words: readonly (readonly [EventVerdict['kind'], string])[] = [
  ['sent', 'would send'],
  ['not matched', 'not matched'],
  ['skipped', 'skipped'],
  ['failed', 'failed'],
  ['unreadable', 'unreadable'],
]

/** Counts of the result, and the way to the problems. One live region says them once typing has paused. */
export function StatusBar() {
  const store = useStore()
  const took = useSelected(({ report }) => report && Math.max(1, Math.round(report.took)))
  const verdicts = useSelected(state => state.verdicts)
  const problems = useSelected(state => state.problems)
  const areProblemsOpen = useSelected(state => state.areProblemsOpen)
  const note = useSelected(state => state.note)
  const parts = words.flatMap(([kind, word]) => {
    const count = verdicts.filter(verdict => verdict.kind === kind).length
    return count > 0 ? [`${word} ${count}`] : []
  })
  const hasErrors = problems.some(({ severity }) => severity === 'error')
  return (
    <footer class="status">
      <button
        type="button"
        class="st-problems"
        aria-expanded={areProblemsOpen}
        onClick={() => store.set({ areProblemsOpen: !areProblemsOpen })}
      >
        {problems.length > 0 && <Icon shape={hasErrors ? 'failed' : 'warning'} />}
        {problems.length > 0 ? countProblems(problems) : 'No problems'}
      </button>
      <span class="st-sum">{note ?? parts.join(' · ')}</span>
      <span class="grow" />
      <span class="st-time">{took && `${took} ms`}</span>
      <span>Dry run. Nothing is sent.</span>
      <Announcement text={parts.join(', ')} />
    </footer>
  )
}

function Announcement({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 1000)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <span class="sr" role="status">
      {said}
    </span>
  )
}
