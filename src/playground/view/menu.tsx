import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'

interface MenuProps {
  readonly title: ComponentChildren
  /** Class of the button. */
  readonly look: string
  /** Role of what it opens; absent for plain buttons. */
  readonly popup?: 'menu' | 'dialog'
  readonly isNarrow?: boolean
  /** Draws the list or box below the button. It calls `close` when it is done, and the button has the focus again. */
  children(close: () => void): ComponentChildren
}

/** A button that opens something below it, which Escape closes, and so does a focus elsewhere. */
export function Menu({ title, look, popup, isNarrow = false, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  return (
    <span
      class={isNarrow ? 'menu-anchor narrow-only' : 'menu-anchor'}
      onKeyDown={({ key }) => isOpen && key === 'Escape' && close()}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) setOpen(false)
      }}
    >
      <button
        type="button"
        ref={button}
        class={look}
        aria-haspopup={popup}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {title}
      </button>
      {isOpen && children(close)}
    </span>
  )
}
