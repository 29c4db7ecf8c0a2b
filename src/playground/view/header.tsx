import type { Dialog } from '../store.ts'
import { DestinationMenu } from './destinations.tsx'
import { Menu } from './menu.tsx'
import { useStore } from './useStore.ts'

const tools: readonly { dialog: Dialog; title: string; isQuiet: boolean }[] = [
  { dialog: 'new', title: 'New', isQuiet: true },
  { dialog: 'open', title: 'Open', isQuiet: true },
  { dialog: 'history', title: 'History', isQuiet: true },
  { dialog: 'keys', title: 'Keys', isQuiet: true },
  { dialog: 'export', title: 'Export', isQuiet: false },
  { dialog: 'share', title: 'Share', isQuiet: false },
]

/** Name, destination, and everything that concerns the whole project. */
export function Header() {
  const store = useStore()
  const listButtons = (before: () => void) =>
    tools.map(({ dialog, title, isQuiet }) => (
      <button
        type="button"
        key={dialog}
        class={isQuiet ? 'btn quiet' : 'btn'}
        onClick={() => {
          before()
          store.set({ dialog })
        }}
      >
        {title}
        {dialog === 'keys' && <kbd>?</kbd>}
      </button>
    ))
  return (
    <header class="top">
      <h1>
        <svg class="logo" viewBox="0 0 20 12" aria-hidden="true">
          <circle cx="4" cy="6" r="3" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path d="M7 6h6" stroke="currentColor" stroke-width="1.6" />
          <circle cx="16" cy="6" r="3.6" fill="currentColor" />
        </svg>
        callmap
      </h1>
      <DestinationMenu />
      <span class="grow" />
      <nav class="top-tools wide-only" aria-label="Project">
        {listButtons(() => {})}
      </nav>
      <Menu title="Menu" look="btn" isNarrow>
        {close => <div class="menu">{listButtons(close)}</div>}
      </Menu>
    </header>
  )
}
