import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useStore } from './useStore.ts'

/** A modal dialog; the browser keeps the focus inside. */
export function DialogBox({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const store = useStore()
  const element = useRef<HTMLDialogElement>(null)
  // Before it is painted, so that Escape closes it from the first moment.
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    // Nothing outside can take the focus while a dialog is modal. The browser gives it back to where it was.
    return () => dialog?.close()
  }, [])
  return (
    <dialog
      class="dialog"
      ref={element}
      aria-labelledby="dialog-title"
      // One that the page has removed must not close the next.
      onClose={({ currentTarget }) => currentTarget.isConnected && store.clear('dialog')}
    >
      <div class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="btn small quiet" onClick={() => element.current?.close()}>
          Close <kbd>Esc</kbd>
        </button>
      </div>
      {children}
    </dialog>
  )
}
