import { useMemo, useRef, useState } from 'preact/hooks'
import { findJson } from '../jsonRange.ts'
import { CodePane } from './codePane.tsx'
import { focus } from './focus.ts'
import { listSources } from './pointed.ts'
import { useSelected, useStore } from './useStore.ts'

/** The selected event, to edit, rename, duplicate or remove. */
export function EventEditor() {
  const store = useStore()
  const events = useSelected(({ project }) => project.events)
  const selected = useSelected(({ project }) => project.selected)
  const event = events[selected]!
  const title = useSelected(({ verdicts, project }) => verdicts[project.selected]?.name)
  const [isRenaming, setRenaming] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // As text, which stays the same value.
  const sources = useSelected(state => JSON.stringify(listSources(state)))
  const marks = useMemo(() => {
    const { pointers, decides } = JSON.parse(sources) as ReturnType<typeof listSources>
    return pointers.flatMap(pointer => {
      const found = pointer === '' ? undefined : findJson(event.text, pointer)
      if (found === undefined) return []
      // An object or a list is marked by its key and its bracket.
      const lineEnd = event.text.indexOf('\n', found.value.from)
      const { from, to } = found.member
      return [{ from, to: lineEnd < 0 ? to : Math.min(to, lineEnd), decides }]
    })
  }, [event.text, sources])
  const rename = (name: string) => {
    setRenaming(false)
    const { text } = event
    store.edit({ events: events.with(selected, name.trim() === '' ? { text } : { text, name: name.trim() }) })
  }
  const duplicate = () => {
    store.edit({ events: events.toSpliced(selected + 1, 0, event), selected: selected + 1 })
  }
  const remove = () => {
    store.edit({ events: events.toSpliced(selected, 1), selected: Math.max(0, Math.min(selected, events.length - 2)) })
  }
  return (
    <div class="sub-pane">
      <div class="pane-head">
        {isRenaming ? (
          <input
            class="rename"
            aria-label="Name of the event"
            ref={focus}
            placeholder={title}
            value={event.name ?? ''}
            onBlur={input => rename(input.currentTarget.value)}
            onKeyDown={typed => {
              if (typed.key !== 'Enter' && typed.key !== 'Escape') return
              typed.preventDefault()
              if (typed.key === 'Escape') typed.currentTarget.value = event.name ?? ''
              button.current?.focus()
            }}
          />
        ) : (
          <h3>
            <span class="num">{selected + 1}</span> {event.name ?? title}
          </h3>
        )}
        <span class="grow" />
        <button ref={button} type="button" class="btn small quiet" onClick={() => setRenaming(true)}>
          Rename
        </button>
        <button type="button" class="btn small quiet" onClick={duplicate}>
          Duplicate
        </button>
        <button type="button" class="btn small quiet" onClick={remove}>
          Remove
        </button>
      </div>
      <CodePane
        // Undo of one event must not write into another.
        key={`${selected}/${events.length}`}
        file="events"
        label={`Event ${selected + 1}`}
        hasGutters={false}
        text={event.text}
        marks={marks}
        onChange={text => store.edit({ events: events.with(selected, { ...event, text }) })}
      />
    </div>
  )
}
