import { useEffect } from 'preact/hooks'
import type { View } from '../run/protocol.ts'
import type { PageState } from '../store.ts'
import { AnswersView } from './answers.tsx'
import { DiffView } from './diff.tsx'
import { JourneyView } from './journey.tsx'
import { LineageView } from './lineage.tsx'
import { PayloadView } from './payload.tsx'
import { RequestsView } from './requests.tsx'
import { Line } from './subscription.tsx'
import { Tabs } from './tabs.tsx'
import { TestsView } from './tests.tsx'
import { useSelected, useStore } from './useStore.ts'
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
  const view = useSelected(state => state.view)
  const failed = useSelected(state => state.failed)
  const isStale = useSelected(({ report }) => report?.isStale === true)
  const selected = useSelected(({ project }) => project.selected)
  useEffect(() => store.clear('pointed'), [selected, view])
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

function countErrors({ problems }: PageState): number {
  return problems.filter(({ severity }) => severity === 'error').length
}

function Notice() {
  const errors = useSelected(countErrors)
  // They are found a moment after the result.
  if (errors === 0) return null
  return (
    <p class="notice">
      The mapping has {errors === 1 ? '1 error' : `${errors} errors`}. This is the last result before{' '}
      {errors === 1 ? 'it' : 'them'}.
    </p>
  )
}

function Shown() {
  const view = useSelected(state => state.view)
  const selected = useSelected(({ project }) => project.selected)
  const { event, overview } = useSelected(({ report }) => report) ?? {}
  if (overview?.view === 'failed') return <Line kind="failed">{overview.message}</Line>
  if (view === 'lineage') return overview?.view === view ? <LineageView flows={overview.flows} /> : <Missing />
  if (view === 'diff') return <DiffView {...(overview?.view === view && { changes: overview.changes })} />
  if (view === 'tests') return <TestsView {...(overview?.view === view && { tests: overview.tests })} />
  if (view === 'journey') return overview?.view === view ? <JourneyView {...overview} /> : <Missing />
  if (event === undefined || event.index !== selected) return <Missing />
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
  const hasReport = useSelected(({ report }) => report !== undefined)
  const hasMapping = useSelected(({ project }) => project.mapping.trim() !== '')
  const hasEvents = useSelected(({ project }) => project.events.length > 0)
  const errors = useSelected(countErrors)
  if (!hasReport) return null
  if (!hasMapping) return <p class="missing">No mapping. Choose a destination above.</p>
  if (!hasEvents) return <p class="missing">No events. Paste one, or take a sample.</p>
  if (errors > 0) {
    return <p class="missing">The mapping has errors, and no result before them. See the problems below.</p>
  }
  return null
}
