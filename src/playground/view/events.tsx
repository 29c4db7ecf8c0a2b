import { useEffect, useRef, useState } from 'preact/hooks'
import { readEvents } from '../paste.ts'
import type { EventVerdict } from '../run/protocol.ts'
import { enterPane } from './commands.ts'
import { EventEditor } from './eventEditor.tsx'
import { focus } from './focus.ts'
import { SampleMenu } from './sample.tsx'
import { useSelected, useStore } from './useStore.ts'
import { Icon, verdictWords } from './verdict.tsx'

/** The events of the project, each with its verdict, and the selected one to edit. */
export function EventsPane() {
  const store = useStore()
  const count = useSelected(({ project }) => project.events.length)
  const [isPasting, setPasting] = useState(false)
  const add = (text: string) => {
    const added = readEvents(text)
    if (added.length === 0) return
    const { events } = store.state.project
    store.edit({ events: [...events, ...added], selected: events.length })
    setPasting(false)
    enterPane(store, 'events')
  }
  return (
    <section class="pane events-pane" aria-label="Events">
      <div class="pane-head">
        <h2>
          Events <span class="count">{count}</span>
        </h2>
        <span class="grow" />
        <button type="button" class="btn small quiet" aria-expanded={isPasting} onClick={() => setPasting(!isPasting)}>
          Paste
        </button>
        <SampleMenu onAdd={add} />
      </div>
      {(isPasting || count === 0) && <PasteBox onPaste={add} />}
      <EventList />
      {count > 0 && <EventEditor />}
    </section>
  )
}

function PasteBox({ onPaste }: { onPaste(text: string): void }) {
  const [text, setText] = useState('')
  return (
    <form
      class="paste"
      onSubmit={event => {
        event.preventDefault()
        onPaste(text)
      }}
    >
      <label for="paste">Paste JSON, a list, or NDJSON. Or drop a file.</label>
      <textarea
        id="paste"
        ref={focus}
        rows={6}
        spellcheck={false}
        value={text}
        onInput={event => setText(event.currentTarget.value)}
        onPaste={event => {
          const pasted = event.clipboardData?.getData('text') ?? ''
          if (text !== '' || !/^\s*[[{]/.test(pasted)) return
          event.preventDefault()
          onPaste(pasted)
        }}
      />
      <button type="submit" class="btn small" disabled={text.trim() === ''}>
        Add
      </button>
    </form>
  )
}

const unknown: EventVerdict = { kind: 'not run', type: '', name: '', requests: 0 }

/** The list draws only the rows in sight: there may be a hundred thousand. */
function EventList() {
  const store = useStore()
  const events = useSelected(({ project }) => project.events)
  const selected = useSelected(({ project }) => project.selected)
  const verdicts = useSelected(state => state.verdicts)
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [height, setHeight] = useState(400)
  const row = matchMedia('(max-width: 639px)').matches ? 40 : 28
  useEffect(() => {
    const element = list.current
    if (element === null) return
    setHeight(element.clientHeight)
    if (selected * row < element.scrollTop) element.scrollTop = selected * row
    const below = (selected + 1) * row - element.clientHeight
    if (below > element.scrollTop) element.scrollTop = below
  }, [selected, row, events.length])
  const first = Math.max(0, Math.floor(top / row) - 10)
  const last = Math.min(events.length, Math.ceil((top + height) / row) + 10)
  const select = (index: number) => store.edit({ selected: Math.max(0, Math.min(index, events.length - 1)) })
  if (events.length === 0) return null
  return (
    <div
      ref={list}
      class="events"
      role="listbox"
      tabIndex={0}
      aria-label="Events"
      aria-activedescendant={`event-${selected}`}
      onScroll={event => setTop(event.currentTarget.scrollTop)}
      onKeyDown={event => {
        const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
        const index = event.key === 'Home' ? 0 : event.key === 'End' ? events.length - 1 : selected + (step ?? 0)
        if (step === undefined && event.key !== 'Home' && event.key !== 'End') return
        event.preventDefault()
        select(index)
      }}
    >
      <div aria-hidden="true" style={{ height: `${first * row}px` }} />
      {events.slice(first, last).map(({ name }, i) => {
        const index = first + i
        const verdict = verdicts[index] ?? unknown
        return (
          <div
            class="event"
            tabIndex={-1}
            key={index}
            id={`event-${index}`}
            role="option"
            aria-selected={index === selected}
            aria-posinset={index + 1}
            aria-setsize={events.length}
            onClick={() => select(index)}
          >
            <Icon shape={verdict.kind} />
            <span class="num">{index + 1}</span>
            <span class="type">{verdict.type}</span>
            <span class="name">{name ?? verdict.name}</span>
            <span class={verdict.kind === 'failed' ? 'verdict bad' : 'verdict'}>{verdictWords(verdict)}</span>
          </div>
        )
      })}
      <div aria-hidden="true" style={{ height: `${(events.length - last) * row}px` }} />
    </div>
  )
}
