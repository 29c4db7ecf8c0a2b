import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Client } from '../run/client.ts'

export const ClientContext = createContext<Client>(undefined as never)

export function useClient(): Client {
  return useContext(ClientContext)
}
