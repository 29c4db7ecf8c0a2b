import { focus } from './focus.ts'

interface FilterBoxProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  onInput(value: string): void
  /** Chooses the first entry; absent if no entry is left. */
  readonly onEnter: (() => void) | undefined
}

/** Filters a list, and has the focus as soon as it is shown. Enter chooses the first entry of the list. */
export function FilterBox({ label, placeholder, value, onInput, onEnter }: FilterBoxProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      ref={focus}
      value={value}
      onInput={event => onInput(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Enter' || onEnter === undefined) return
        // Else the key presses the button that gets the focus.
        event.preventDefault()
        onEnter()
      }}
    />
  )
}
