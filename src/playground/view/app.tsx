import { useEffect } from 'preact/hooks'
import { findCommand } from '../keys.ts'
import { runCommand } from './commands.ts'
import { ExportDialog, HistoryDialog, NewDialog, OpenDialog, openChosen } from './dialogs.tsx'
import { EventsPane } from './events.tsx'
import { Header } from './header.tsx'
import { CommandsDialog, KeysDialog } from './keysDialog.tsx'
import { MappingPane } from './mapping.tsx'
import { ProblemsPanel } from './problems.tsx'
import { ResultPane } from './result.tsx'
import { ShareDialog } from './share.tsx'
import { StatusBar } from './status.tsx'
import { Threads } from './threads.tsx'
import { useClient } from './useClient.ts'
import { useSelected, useStore } from './useStore.ts'
import { Welcome } from './welcome.tsx'

const panes = [
  { id: 'events', title: 'Events' },
  { id: 'mapping', title: 'Mapping' },
  { id: 'result', title: 'Result' },
] as const

/** The page. `source` is its HTML as it was loaded, to save copies of it. */
export function App({ source }: { readonly source: string }) {
  const store = useStore()
  const client = useClient()
  const view = useSelected(state => state.view)
  const pane = useSelected(state => state.pane)
  const dialog = useSelected(state => state.dialog)
  const areProblemsOpen = useSelected(state => state.areProblemsOpen)
  const isEmpty = useSelected(({ project: { mapping, events, definition } }) => {
    return mapping === '' && events.length === 0 && definition === undefined
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = findCommand(event)
      if (command === undefined) return
      event.preventDefault()
      runCommand(command.id, store, client)
    }
    // Before the editors, which take a file for text, and the browser, which leaves the page for it.
    const onDrag = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && event.preventDefault()
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.files.length) return
      event.preventDefault()
      event.stopPropagation()
      openChosen(store, event.dataTransfer.files).catch(error => store.set({ note: error.message }))
    }
    addEventListener('keydown', onKey, true)
    addEventListener('dragover', onDrag, true)
    addEventListener('drop', onDrop, true)
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('dragover', onDrag, true)
      removeEventListener('drop', onDrop, true)
    }
  }, [store, client])
  return (
    <div class="app" data-view={view} data-pane={pane}>
      <Header />
      {isEmpty ? (
        <Welcome />
      ) : (
        <>
          <nav class="switch narrow-only" aria-label="Panes">
            {panes.map(({ id, title }) => (
              <button type="button" key={id} aria-pressed={id === pane} onClick={() => store.set({ pane: id })}>
                {title}
              </button>
            ))}
          </nav>
          <main class="panes">
            <EventsPane />
            <MappingPane />
            <ResultPane />
          </main>
          <Threads />
        </>
      )}
      {areProblemsOpen && <ProblemsPanel />}
      <StatusBar />
      {dialog === 'share' && <ShareDialog source={source} />}
      {dialog === 'open' && <OpenDialog />}
      {dialog === 'history' && <HistoryDialog />}
      {dialog === 'export' && <ExportDialog />}
      {dialog === 'new' && <NewDialog />}
      {dialog === 'keys' && <KeysDialog />}
      {dialog === 'commands' && (
        <CommandsDialog
          onRun={id => {
            store.clear('dialog')
            // Once the dialog has given back the focus, from which some commands start.
            requestAnimationFrame(() => runCommand(id, store, client))
          }}
        />
      )}
    </div>
  )
}
