import { useState } from 'preact/hooks'
import { unzipFiles, zipFiles } from '../archive.ts'
import { listFiles, openFiles } from '../files.ts'
import { clearHistory, listHistory, openEntry, remember } from '../history.ts'
import type { PastProject } from '../pastProjects.ts'
import { emptyProject } from '../project.ts'
import { fromLink } from '../share/link.ts'
import type { Store } from '../store.ts'
import { DialogBox } from './dialog.tsx'
import { download } from './download.ts'
import { focus } from './focus.ts'
import { useSelected, useStore } from './useStore.ts'

/** Opens a link, or files: mappings, definitions, tests, events, or an export. */
export function OpenDialog() {
  const store = useStore()
  const [refused, setRefused] = useState('')
  const [text, setText] = useState('')
  const openLink = () => {
    const opened = fromLink(text)
    if ('refused' in opened) return setRefused(opened.refused)
    remember(store.state.project, new Date().toISOString())
    store.set({ project: opened.project, file: 'mapping' })
    store.clear('dialog', 'pointed')
  }
  const openAll = (chosen: FileList | null) => openChosen(store, chosen).catch(error => setRefused(error.message))
  return (
    <DialogBox title="Open">
      <form
        class="open-form"
        onSubmit={event => {
          event.preventDefault()
          openLink()
        }}
      >
        <label for="open-link">A link that you received</label>
        <input id="open-link" ref={focus} value={text} onInput={event => setText(event.currentTarget.value)} />
        <button type="submit" class="btn" disabled={text.trim() === ''}>
          Open the link
        </button>
      </form>
      <div class="open-form">
        <label for="open-files">Files: mappings, definitions, tests, events, or an export</label>
        <input
          id="open-files"
          type="file"
          multiple
          accept=".json,.jsonc,.ndjson,.zip,.txt"
          onChange={event => openAll(event.currentTarget.files)}
        />
      </div>
      <p class="dialog-note" role="alert">
        {refused}
      </p>
    </DialogBox>
  )
}

/** Opens files that were chosen or dropped. */
export async function openChosen(store: Store, chosen: FileList | null): Promise<void> {
  const files = await Promise.all([...(chosen ?? [])].map(readFile))
  const before = store.state.project
  remember(before, new Date().toISOString())
  const opened = openFiles(before, files.flat())
  const isLonger = opened.events.length > before.events.length
  store.set({ project: isLonger ? { ...opened, selected: before.events.length } : opened, file: 'mapping' })
  store.clear('dialog', 'pointed')
}

async function readFile(file: File) {
  if (/\.zip$/.test(file.name)) return unzipFiles(new Uint8Array(await file.arrayBuffer()))
  return [{ name: file.name, text: await file.text() }]
}

/** Earlier states, kept in this browser. */
export function HistoryDialog() {
  const store = useStore()
  const [entries, setEntries] = useState(listHistory)
  const open = (entry: PastProject) => {
    const project = openEntry(entry)
    if (project === undefined) return
    remember(store.state.project, new Date().toISOString())
    store.set({ project, file: 'mapping' })
    store.clear('dialog', 'pointed')
  }
  return (
    <DialogBox title="History">
      {entries.length === 0 ? (
        <p class="dialog-note">
          Nothing yet. A state is kept in this browser when another one takes its place, and when the page closes.
        </p>
      ) : (
        <ul class="history">
          {entries.map(entry => (
            <li key={entry.at}>
              <button type="button" onClick={() => open(entry)}>
                <time dateTime={entry.at}>{new Date(entry.at).toLocaleString()}</time> {entry.title}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="dialog-foot">
        <button
          type="button"
          class="btn"
          disabled={entries.length === 0}
          onClick={() => {
            clearHistory()
            setEntries([])
          }}
        >
          Clear all
        </button>
      </div>
    </DialogBox>
  )
}

/** The files of the project, as the command line takes them. */
export function ExportDialog() {
  const files = listFiles(useSelected(({ project }) => project))
  const base = (name: string) => name.replace(/^.*\//, '')
  return (
    <DialogBox title="Export">
      <ul class="history">
        {files.map(({ name, text }) => (
          <li key={name}>
            <button type="button" onClick={() => download(base(name), 'application/json', text)}>
              <code>{name}</code> <span class="muted">{text.length.toLocaleString('en')} characters</span>
            </button>
          </li>
        ))}
      </ul>
      <p class="dialog-note">
        The command line takes them unchanged: <code>callmap preview events.ndjson</code>
      </p>
      <div class="dialog-foot">
        <button
          type="button"
          class="btn primary"
          disabled={files.length === 0}
          onClick={() => download('callmap.zip', 'application/zip', zipFiles(files))}
        >
          Save all as one archive
        </button>
      </div>
    </DialogBox>
  )
}

/** Starts anew. The state before is in the history. */
export function NewDialog() {
  const store = useStore()
  const begin = () => {
    remember(store.state.project, new Date().toISOString())
    store.set({ project: emptyProject, file: 'mapping', view: 'requests' })
    store.clear('dialog', 'pointed', 'pinned')
  }
  return (
    <DialogBox title="New">
      <p class="dialog-note">Starts with no events and no mapping. This state stays in the history.</p>
      <div class="dialog-foot">
        <button type="button" class="btn primary" ref={focus} onClick={begin}>
          Start anew
        </button>
      </div>
    </DialogBox>
  )
}
