import { compile, type SourceEvent } from 'callmap'
import customerio, { type CustomerioTypes } from 'callmap/destinations/customerio.js'

const destination = compile<CustomerioTypes>(customerio, { settings: { siteId: 's-1', apiKey: 'k-1', region: 'EU' } })

export function trackedNames(event: SourceEvent): string[] {
  const { actions } = destination.map(event)
  return actions.flatMap(action => (action.action === 'trackEvent' ? [action.payload.name] : []))
}
