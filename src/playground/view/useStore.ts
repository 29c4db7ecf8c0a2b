import { createContext } from 'preact'
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PageState, Store } from '../store.ts'

export const StoreContext = createContext<Store>(undefined as never)

/** The store, to change the state. */
export function useStore(): Store {
  return useContext(StoreContext)
}

/** A part of the state. The component renders anew when another value is selected, and at no other change. */
export function useSelected<T>(select: (state: PageState) => T): T {
  const store = useStore()
  const [, render] = useState(0)
  const shown = useRef<{ select: typeof select; value: T }>(undefined)
  const value = select(store.state)
  shown.current = { select, value }
  useLayoutEffect(
    () =>
      store.subscribe(() => {
        const { select, value } = shown.current!
        if (select(store.state) !== value) render(count => count + 1)
      }),
    [store],
  )
  return value
}
