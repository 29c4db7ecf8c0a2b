import { createHash } from 'node:crypto'
import type { Difference } from '../published.ts'
import type { Body, SentRequest } from '../sent.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** Addresses of the events and of the recorded mapping, by their published hash, as Microsoft asks for them. */
function mailboxes(events: readonly Body[]): Map<string, string> {
  const addresses = events.flatMap(({ context, properties }) => [context?.traits?.email, properties?.email])
  return new Map(
    [...addresses, 'ann.lee@example.com'].map(address => {
      const clean = String(address).trim().toLowerCase()
      const [mailbox = '', domain] = clean.split('@')
      return [digest(clean), digest(`${mailbox.replace(/\+.*|\./g, '')}@${domain}`)]
    }),
  )
}

function changeEvents(request: SentRequest, change: (event: Body) => Body): Body {
  return { ...request, body: { ...request.body, data: request.body.data.map(change) } }
}

export const differences: readonly Difference[] = [
  {
    letter: 'MS-a',
    change: requests => {
      if (requests === 'rejected') return requests
      return requests.map(request => {
        const [{ dataProvider, continueOnValidationError }] = request.body.data
        const changed = changeEvents(request, ({ dataProvider, continueOnValidationError, ...event }) => event)
        return { ...changed, body: { ...changed.body, dataProvider, continueOnValidationError } }
      })
    },
  },
  {
    letter: 'MS-b',
    change: (requests, { events }) => {
      if (requests === 'rejected') return requests
      const known = mailboxes(events)
      return requests.map(request =>
        changeEvents(request, event => {
          const { em } = event.userData
          return { ...event, userData: { ...event.userData, em: known.get(em) ?? em } }
        }),
      )
    },
  },
]
