import { useEffect } from 'preact/hooks'
import type { View } from '../run/protocol.ts'
import { AnswersView } from './answers.tsx'
import { DiffView } from './diff.tsx'
import { JourneyView } from './journey.tsx'
import { LineageView } from './lineage.tsx'
import { PayloadView } from './payload.tsx'
import { RequestsView } from './requests.tsx'
import { Line } from './subscription.tsx'
import { Tabs } from './tabs.tsx'
import { TestsView } from './tests.tsx'
import { useStore } from './useStore.ts'
import { WhyView } from './why.tsx'

const tabs: readonly { id: View; title: string }[] = [
  { id: 'requests', title: 'Requests' },
  { id: 'payload', title: 'Payload' },
  { id: 'why', title: 'Why' },
  { id: 'answers', title: 'Answers' },
  { id: 'lineage', title: 'Lineage' },
  { id: 'diff', title: 'Diff' },
  { id: 'tests', title: 'Tests' },
  { id: 'journey', title: 'Journey' },
]

/** Views of one event; after the line, views of all events. */
export function ResultPane() {
  const store = useStore()
  const { state } = store
  const { view, report, failed } = state
  useEffect(() => store.clear('pointed'), [state.project.selected, view])
  const isStale = report?.isStale === true
  return (
    <section class={isStale ? 'pane result-pane stale' : 'pane result-pane'} aria-label="Result">
      <div class="pane-head">
        <Tabs label="Views" tabs={tabs} selected={view} gap={6} onSelect={chosen => store.set({ view: chosen })} />
        {view === 'journey' && (
          <>
            <span class="grow" />
            <button type="button" class="btn small quiet wide-only" onClick={() => store.set({ view: 'requests' })}>
              Show mapping
            </button>
          </>
        )}
      </div>
      <div class="scroll" role="tabpanel" tabIndex={0} aria-label={tabs.find(({ id }) => id === view)!.title}>
        {failed !== undefined && <Line kind="failed">{failed}</Line>}
        {isStale && <Notice />}
        <Shown />
      </div>
    </section>
  )
}

function Notice() {
  const { report } = useStore().state
  const errors = report?.problems.filter(({ severity }) => severity === 'error').length ?? 0
  return (
    <p class="notice">
      The mapping has {errors === 1 ? '1 error' : `${errors} errors`}. This is the last result before{' '}
      {errors === 1 ? 'it' : 'them'}.
    </p>
  )
}

function Shown() {
  const { view, report, project } = useStore().state
  const { event, overview } = report ?? {}
  if (overview?.view === 'failed') return <Line kind="failed">{overview.message}</Line>
  if (view === 'lineage') return overview?.view === view ? <LineageView flows={overview.flows} /> : <Missing />
  if (view === 'diff') return <DiffView {...(overview?.view === view && { changes: overview.changes })} />
  if (view === 'tests') return <TestsView {...(overview?.view === view && { tests: overview.tests })} />
  if (view === 'journey') return overview?.view === view ? <JourneyView {...overview} /> : <Missing />
  if (event === undefined || event.index !== project.selected) return <Missing />
  return (
    <>
      {event.notes.map(note => (
        <Line kind="warning" key={note}>
          {note}
        </Line>
      ))}
      {view === 'requests' && <RequestsView event={event} />}
      {view === 'payload' && <PayloadView event={event} />}
      {view === 'why' && <WhyView event={event} />}
      {view === 'answers' && <AnswersView event={event} />}
    </>
  )
}

/** Names the missing thing, and the next step. */
function Missing() {
  const { project, report } = useStore().state
  if (report === undefined) return null
  if (project.mapping.trim() === '') return <p class="missing">No mapping. Choose a destination above.</p>
  if (project.events.length === 0) return <p class="missing">No events. Paste one, or take a sample.</p>
  if (report.problems.some(({ severity }) => severity === 'error')) {
    return <p class="missing">The mapping has errors, and no result before them. See the problems below.</p>
  }
  return null
}
