import { callTypes } from '../../event/index.ts'
import { focus } from './focus.ts'
import { Menu } from './menu.tsx'
import { useClient } from './useClient.ts'
import { useStore } from './useStore.ts'

/** Adds a call that makes triggers true, with a value at each path that the mapping reads. */
export function SampleMenu({ onAdd }: { onAdd(text: string): void }) {
  const store = useStore()
  const client = useClient()
  const add = async (type: string) => {
    try {
      const sample = await client.ask('sample', type)
      if ('text' in sample) onAdd(sample.text)
      else store.set({ note: sample.refused })
    } catch (error) {
      store.set({ note: (error as Error).message })
    }
  }
  return (
    <Menu title="Sample" look="btn small quiet" popup="menu">
      {close => (
        <div class="menu" role="menu" aria-label="Type of the sample">
          {callTypes.map((type, i) => (
            <button
              type="button"
              role="menuitem"
              key={type}
              ref={i === 0 ? focus : null}
              onClick={() => {
                close()
                add(type)
              }}
            >
              {type}
            </button>
          ))}
        </div>
      )}
    </Menu>
  )
}
