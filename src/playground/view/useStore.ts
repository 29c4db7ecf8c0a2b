import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Store } from '../store.ts'

export const StoreContext = createContext<Store>(undefined as never)

export function useStore(): Store {
  return useContext(StoreContext)
}

/** Renders anew at each change of the store. */
export function useChanges(store: Store): void {
  const [, render] = useState(0)
  useEffect(() => store.subscribe(() => render(count => count + 1)), [store])
}
