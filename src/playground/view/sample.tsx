import { useState } from 'preact/hooks'
import { callTypes } from '../../event/index.ts'
import { focus } from './focus.ts'
import { useClient } from './useClient.ts'
import { useStore } from './useStore.ts'

/** Adds a call that makes triggers true, with a value at each path that the mapping reads. */
export function SampleMenu({ onAdd }: { onAdd(text: string): void }) {
  const store = useStore()
  const client = useClient()
  const [isOpen, setOpen] = useState(false)
  const add = async (type: string) => {
    setOpen(false)
    try {
      const sample = await client.ask('sample', type)
      if ('text' in sample) onAdd(sample.text)
      else store.set({ note: sample.refused })
    } catch (error) {
      store.set({ note: (error as Error).message })
    }
  }
  return (
    <span class="menu-anchor">
      <button
        type="button"
        class="btn small quiet"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        Sample
      </button>
      {isOpen && (
        <div
          class="menu"
          role="menu"
          aria-label="Type of the sample"
          onKeyDown={event => event.key === 'Escape' && setOpen(false)}
        >
          {callTypes.map((type, i) => (
            <button type="button" role="menuitem" key={type} ref={i === 0 ? focus : null} onClick={() => add(type)}>
              {type}
            </button>
          ))}
        </div>
      )}
    </span>
  )
}
