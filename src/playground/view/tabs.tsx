import { useEffect, useRef } from 'preact/hooks'

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly { readonly id: T; readonly title: string; readonly note?: string | undefined }[]
  readonly selected: T
  /** Number of tabs before the line that parts them. */
  readonly gap?: number
  onSelect(id: T): void
}

/** Tabs of a pane. The arrow keys choose. */
export function Tabs<T extends string>({ label, tabs, selected, gap, onSelect }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null)
  // A narrow window shows only some of them.
  useEffect(() => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [selected])
  return (
    <div
      ref={list}
      class="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={event => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
        if (step === undefined) return
        event.preventDefault()
        const index = tabs.findIndex(({ id }) => id === selected)
        const next = tabs[(index + step + tabs.length) % tabs.length]!
        onSelect(next.id)
        const buttons = event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')
        buttons[tabs.indexOf(next)]?.focus()
      }}
    >
      {tabs.map(({ id, title, note }, i) => (
        <>
          {i === gap && <span class="tab-gap" />}
          <button
            type="button"
            key={id}
            role="tab"
            aria-selected={id === selected}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
          >
            {title}
            {note !== undefined && <span class="muted"> {note}</span>}
          </button>
        </>
      ))}
    </div>
  )
}
